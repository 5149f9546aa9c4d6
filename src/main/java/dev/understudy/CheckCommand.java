package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import dev.understudy.iam.Directory;
import dev.understudy.idp.LocalIssuer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Validates a configuration without starting anything. */
@Command(
        name = "check",
        description = "Validates a configuration: all its faults at once, or its warnings, with file and line.",
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
            settings.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
            terminal.out().println(file + ": " + summary(settings));
            return Main.OK;
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        }
    }

    private static String summary(Settings settings) {
        int warnings = settings.warnings().size();
        Directory directory = settings.directory();
        return "no faults" + (warnings == 0 ? "" : ", " + count(warnings, "warning")) + "; "
                + count(directory.roles().size(), "role") + ", "
                + count(directory.oidcProviders().size(), "OIDC provider") + ", "
                + count(directory.users().size(), "user") + signIn(settings) + ".";
    }

    /** Who can sign in at the local issuers, and to what, if the configuration says so. */
    private static String signIn(Settings settings) {
        Collection<LocalIssuer> issuers = settings.localIssuers().values();
        int users = issuers.stream().mapToInt(issuer -> issuer.users().size()).sum();
        int clients =
                issuers.stream().mapToInt(issuer -> issuer.clients().size()).sum();
        return issuers.isEmpty()
                ? ""
                : "; at " + count(issuers.size(), "local issuer") + ": " + count(users, "user") + ", "
                        + count(clients, "client");
    }

    private static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
