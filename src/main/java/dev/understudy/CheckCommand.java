package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Validates a configuration without starting anything. */
@Command(
        name = "check",
        description = "Validates a configuration: all its faults at once, with file and line.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Main.Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The configuration file.")
    private Path file;

    CheckCommand(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = SettingsLoader.load(ConfigSource.file(file));
            terminal.out()
                    .printf(
                            "%s: no faults; %d roles, %d OIDC providers, %d users.%n",
                            file,
                            settings.directory().roles().size(),
                            settings.directory().oidcProviders().size(),
                            settings.directory().users().size());
            return Main.OK;
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        }
    }
}
