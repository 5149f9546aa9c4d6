package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, or the environment's {@code UNDERSTUDY_CONFIG}, or the packaged configuration. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; UNDERSTUDY_CONFIG says the same. Without it, the packaged one serves.")
    private Optional<Path> file = Optional.empty();

    /** The file, if the command line names one. */
    Optional<Path> path() {
        return file;
    }

    Settings load(Main.Terminal terminal) throws InvalidConfigurationException {
        return SettingsLoader.load(Environment.config(file, terminal));
    }
}
