package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Partition;
import dev.understudy.cognito.IdentityPool;
import dev.understudy.iam.Directory;
import dev.understudy.idp.LocalIssuer;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.KeySource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration: all of it, or a list of everything that is wrong in it. */
public final class SettingsLoader {
    private static final Fields ROOT = Fields.of(
            "server",
            "log",
            "account",
            "region",
            "accounts",
            "sealingKey",
            "minimumSessionDuration",
            "issuers",
            "oidcProviders",
            "samlProviders",
            "roles",
            "managedPolicies",
            "users",
            "rootUsers",
            "identityPools");

    private final ConfigSource source;
    private final boolean again;
    private final Faults faults;
    private final Faults warnings;

    private SettingsLoader(ConfigSource source, boolean again) {
        this.source = source;
        this.again = again;
        this.faults = new Faults(source.name());
        this.warnings = new Faults(source.name());
    }

    /**
     * Reads and checks a configuration and the files that it names.
     *
     * @throws InvalidConfigurationException with every fault that was found
     */
    public static Settings load(ConfigSource source) throws InvalidConfigurationException {
        return new SettingsLoader(source, false).load();
    }

    /**
     * The same for a server that runs. A file without content is one that is being written, and so a fault. What is
     * wrong with the server's certificate and key is none, since they are fixed at the start: there is no certificate
     * in the settings then.
     *
     * @throws InvalidConfigurationException with every fault that was found
     */
    public static Settings reload(ConfigSource source) throws InvalidConfigurationException {
        return new SettingsLoader(source, true).load();
    }

    private Settings load() throws InvalidConfigurationException {
        LinkedFiles files = new LinkedFiles(source, faults);
        Optional<Node> document = again ? source.writtenDocument(faults) : source.document(faults);
        Optional<Entry> root = document.flatMap(node -> Entry.of(node, ROOT, faults));
        if (root.isPresent()) {
            return settings(root.get(), files);
        }
        throw faults.exception();
    }

    private Settings settings(Entry root, LinkedFiles files) throws InvalidConfigurationException {
        AccountId account =
                root.optional("account", Rule.ACCOUNT).map(AccountId::new).orElse(Settings.DEFAULT_ACCOUNT);
        String region = root.optional("region", Rule.REGION).orElse(Settings.DEFAULT_REGION);
        Partition partition = Partition.ofRegion(region);
        Optional<SealingKeyBytes> sealingKey =
                root.optional("sealingKey", Rule.SEALING_KEY).flatMap(Rule::sealingKey);
        int shortest = (int) Settings.DEFAULT_MINIMUM_SESSION_DURATION.toSeconds();
        Duration minimum = Duration.ofSeconds(root.number("minimumSessionDuration", 1, shortest, shortest));
        LinkedFiles certificates = again ? files.reportingTo(new Faults(source.name())) : files;
        ServerMapper mapper =
                new ServerMapper(certificates, faults, InstantSource.system().instant());
        ServerSettings server = mapper.server(root);
        LogSettings log = mapper.log(root);
        IssuerMapper issuerMapper = new IssuerMapper(files, faults);
        Map<String, KeySource> issuers =
                root.field("issuers").map(issuerMapper::issuers).orElse(Map.of());
        AccessTokenMapper accessTokenMapper = new AccessTokenMapper(faults);
        Map<String, AccessTokenSource> accessTokens =
                root.field("issuers").map(accessTokenMapper::accessTokens).orElse(Map.of());
        Map<String, LocalIssuer> localIssuers = new HashMap<>(issuerMapper.localIssuers());
        localIssuers.putAll(accessTokenMapper.localIssuers());
        IdentityPoolMapper poolMapper = new IdentityPoolMapper(account, faults);
        List<IdentityPool> identityPools = poolMapper.pools(root);
        PolicyReader policies = new PolicyReader(files, faults, warnings);
        Directory directory = new DirectoryMapper(
                        account, partition, policies, new SamlMetadataReader(files, faults), faults)
                .directory(root);
        poolMapper.check(directory);
        return new Settings(
                server,
                log,
                account,
                region,
                sealingKey,
                minimum,
                issuers,
                accessTokens,
                localIssuers,
                directory,
                identityPools,
                warnings.list("warnings"),
                files.fingerprint());
    }
}
