package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.idp.DirectoryKeyStore;
import dev.understudy.idp.IssuerKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the commands share of the environment they run in. */
final class Environment {
    private Environment() {}

    /** A variable's value; an empty one counts as unset. */
    static Optional<String> value(Main.Terminal terminal, String name) {
        return Optional.ofNullable(terminal.environment().get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * The local issuers' keys, in files: the server and the commands are different processes, and a token that one
     * signs must be one that the other verifies.
     */
    static IssuerKeyStore issuerKeys(Main.Terminal terminal) {
        return new DirectoryKeyStore(issuersDirectory(terminal));
    }

    /** The same for the server; where nothing can be written, as in a read-only container, its keys end with it. */
    static IssuerKeyStore servedIssuerKeys(Main.Terminal terminal) {
        Path issuers = issuersDirectory(terminal).toAbsolutePath();
        return Files.isDirectory(issuers) || isWritable(issuers)
                ? new DirectoryKeyStore(issuers)
                : IssuerKeyStore.inMemory();
    }

    /** Whether the directory could be made: its nearest ancestor that is there decides. */
    private static boolean isWritable(Path directory) {
        Path ancestor = directory;
        while (ancestor.getParent() != null && !Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        return Files.isDirectory(ancestor) && Files.isWritable(ancestor);
    }

    private static Path issuersDirectory(Main.Terminal terminal) {
        return value(terminal, "UNDERSTUDY_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".understudy"))
                .resolve("issuers");
    }

    /** Prints every fault of a configuration, and gives the exit code. */
    static int report(InvalidConfigurationException invalid, Main.Terminal terminal) {
        invalid.faults().forEach(fault -> terminal.err().println(fault));
        int count = invalid.faults().size();
        terminal.err().println(count == 1 ? "1 fault." : count + " faults.");
        return Main.BAD_USAGE;
    }
}
