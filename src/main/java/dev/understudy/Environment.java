package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.idp.DirectoryKeyStore;
import dev.understudy.idp.FallbackKeyStore;
import dev.understudy.idp.IssuerKeyStore;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/** What the commands share of the environment they run in. */
final class Environment {
    private Environment() {}

    /** A variable's value; an empty one counts as unset. */
    static Optional<String> value(Main.Terminal terminal, String name) {
        return Optional.ofNullable(terminal.environment().get(name)).filter(value -> !value.isEmpty());
    }

    /** The file of an option, or else of {@code UNDERSTUDY_CONFIG}, or else the packaged configuration. */
    static ConfigSource config(Optional<Path> file, Main.Terminal terminal) {
        return file.or(() -> value(terminal, "UNDERSTUDY_CONFIG").map(Path::of))
                .map(ConfigSource::file)
                .orElseGet(ConfigSource::packaged);
    }

    /**
     * The local issuers' keys, in files: the server and the commands are different processes, and a token that one
     * signs must be one that the other verifies. Where nothing can be written they live in memory, with a warning.
     */
    static IssuerKeyStore issuerKeys(Main.Terminal terminal) {
        return value(terminal, "UNDERSTUDY_HOME")
                .map(Path::of)
                .or(() -> userHome().map(home -> home.resolve(".understudy")))
                .map(home -> home.resolve("issuers"))
                .<IssuerKeyStore>map(folder -> new FallbackKeyStore(new DirectoryKeyStore(folder)))
                .orElseGet(Environment::inMemory);
    }

    /** Java says "?" for a user without a home, which must not become a folder wherever the process was started. */
    private static Optional<Path> userHome() {
        return Optional.of(Path.of(System.getProperty("user.home", "?"))).filter(Path::isAbsolute);
    }

    private static IssuerKeyStore inMemory() {
        System.getLogger(Environment.class.getName())
                .log(
                        Level.WARNING,
                        "This user has no home directory. The keys of local issuers live in this process only: it does"
                                + " not accept tokens that another process signs. Set UNDERSTUDY_HOME to a directory"
                                + " that can be written to share them.");
        return IssuerKeyStore.inMemory();
    }

    /** Prints every fault of a configuration, and gives the exit code. */
    static int report(InvalidConfigurationException invalid, Main.Terminal terminal) {
        invalid.faults().forEach(fault -> terminal.err().println(fault));
        int count = invalid.faults().size();
        terminal.err().println(count == 1 ? "1 fault." : count + " faults.");
        return Main.BAD_USAGE;
    }
}
