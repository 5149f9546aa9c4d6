package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.iam.Directory;
import dev.understudy.token.KeySource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration: all of it, or a list of everything that is wrong in it. */
public final class SettingsLoader {
    private static final Fields ROOT = Fields.of(
            "server",
            "account",
            "region",
            "sealingKey",
            "minimumSessionDuration",
            "issuers",
            "oidcProviders",
            "roles",
            "managedPolicies",
            "users",
            "identityPools");
    private static final Fields SERVER = Fields.of("host", "port");

    private final ConfigSource source;
    private final Faults faults;
    private final Faults warnings;

    private SettingsLoader(ConfigSource source) {
        this.source = source;
        this.faults = new Faults(source.name());
        this.warnings = new Faults(source.name());
    }

    /**
     * Reads and checks a configuration and the files that it names.
     *
     * @throws InvalidConfigurationException with every fault that was found
     */
    public static Settings load(ConfigSource source) throws InvalidConfigurationException {
        return new SettingsLoader(source).load();
    }

    private Settings load() throws InvalidConfigurationException {
        Optional<Entry> root = source.document(faults).flatMap(node -> Entry.of(node, ROOT, faults));
        if (root.isPresent()) {
            return settings(root.get());
        }
        throw faults.exception();
    }

    private Settings settings(Entry root) throws InvalidConfigurationException {
        LinkedFiles files = new LinkedFiles(source, faults);
        AccountId account =
                root.optional("account", Rule.ACCOUNT).map(AccountId::new).orElse(Settings.DEFAULT_ACCOUNT);
        String region = root.optional("region", Rule.REGION).orElse(Settings.DEFAULT_REGION);
        Optional<SealingKeyBytes> sealingKey =
                root.optional("sealingKey", Rule.SEALING_KEY).flatMap(Rule::sealingKey);
        int shortest = (int) Settings.DEFAULT_MINIMUM_SESSION_DURATION.toSeconds();
        Duration minimum = Duration.ofSeconds(root.number("minimumSessionDuration", 1, shortest, shortest));
        ServerSettings server = server(root);
        Map<String, KeySource> issuers = root.field("issuers")
                .map(new IssuerMapper(files, faults)::issuers)
                .orElse(Map.of());
        if (!root.items("identityPools", Integer.MAX_VALUE).isEmpty()) {
            faults.add(root.place("identityPools"), "identity pools are not supported yet");
        }
        PolicyReader policies = new PolicyReader(files, faults, warnings);
        Directory directory = new DirectoryMapper(account, policies, faults).directory(root);
        return new Settings(
                server,
                account,
                region,
                sealingKey,
                minimum,
                issuers,
                directory,
                warnings.list("warnings"),
                files.files());
    }

    private ServerSettings server(Entry root) {
        ServerSettings standard = ServerSettings.DEFAULT;
        return root.field("server")
                .flatMap(node -> Entry.of(node, SERVER, faults))
                .map(entry -> new ServerSettings(
                        entry.optional("host", Rule.HOST).orElse(standard.host()),
                        entry.number("port", 0, 65_535, standard.port())))
                .orElse(standard);
    }
}
