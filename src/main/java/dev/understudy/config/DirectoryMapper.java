package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.aws.UniqueIds;
import dev.understudy.iam.AccessKey;
import dev.understudy.iam.Account;
import dev.understudy.iam.Directory;
import dev.understudy.iam.ManagedPolicy;
import dev.understudy.iam.MfaDevice;
import dev.understudy.iam.OidcProvider;
import dev.understudy.iam.Role;
import dev.understudy.iam.RootUser;
import dev.understudy.iam.SamlProvider;
import dev.understudy.iam.Tag;
import dev.understudy.iam.User;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import dev.understudy.saml.MetadataSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the entities of the accounts. Field names and limits are those of CloudFormation and the IAM API reference. */
final class DirectoryMapper {
    private static final String OIDC_PROVIDER = "oidc-provider/";
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int MOST_TAGS = 50;
    private static final int MOST_CLIENT_IDS = 100;
    private static final int MOST_THUMBPRINTS = 5;
    private static final int LONGEST_SESSION = 43_200;

    private static final int MOST_REGIONS = 100;

    private static final Fields ACCOUNT =
            Fields.of("account", "disabledRegions", "JwtVendingEnabled", "IssuerIdentifier");
    private static final Fields PROVIDER = Fields.of("account", "Url", "ClientIdList", "ThumbprintList", "Tags");
    private static final String NO_DECRYPTION = "encrypted assertions are not supported yet";
    private static final Fields SAML_PROVIDER = Fields.of("account", "Name", "SamlMetadataDocument", "Tags", "local")
            .without("AssertionEncryptionMode", NO_DECRYPTION)
            .without("AddPrivateKey", NO_DECRYPTION)
            .without("PrivateKeyList", NO_DECRYPTION);
    private static final Fields ROLE = Fields.of(
            "account",
            "RoleName",
            "Path",
            "Description",
            "MaxSessionDuration",
            "AssumeRolePolicyDocument",
            "Policies",
            "ManagedPolicyArns",
            "PermissionsBoundary",
            "Tags");
    private static final Fields MANAGED_POLICY =
            Fields.of("account", "ManagedPolicyName", "Path", "Description", "PolicyDocument");
    private static final Fields USER = Fields.of(
                    "account",
                    "UserName",
                    "Path",
                    "Policies",
                    "ManagedPolicyArns",
                    "PermissionsBoundary",
                    "Tags",
                    "accessKeys",
                    "mfaDevices")
            .without("Groups", "groups are not supported yet; give the policies to the user");
    private static final Fields ROOT_USER = Fields.of("account", "accessKeys", "mfaDevices");
    private static final Fields POLICY = Fields.of("PolicyName", "PolicyDocument");
    private static final Fields TAG = Fields.of("Key", "Value");

    private final AccountId defaultAccount;
    private final Partition partition;
    private final PolicyReader policies;
    private final SamlMetadataReader samlMetadata;
    private final Faults faults;
    private final Names names;
    private final ManagedPolicyArns managedPolicyArns;
    private final LongTermCredentials credentials;
    private final Set<String> oidcProviderArns = new LinkedHashSet<>();
    private final Set<String> samlProviderArns = new LinkedHashSet<>();

    DirectoryMapper(
            AccountId defaultAccount,
            Partition partition,
            PolicyReader policies,
            SamlMetadataReader samlMetadata,
            Faults faults) {
        this.defaultAccount = defaultAccount;
        this.partition = partition;
        this.policies = policies;
        this.samlMetadata = samlMetadata;
        this.faults = faults;
        this.names = new Names(faults);
        this.managedPolicyArns = new ManagedPolicyArns(partition, faults);
        this.credentials = new LongTermCredentials(names);
    }

    /** The directory, once nothing at all was found wrong in the configuration. */
    Directory directory(Entry root) throws InvalidConfigurationException {
        List<Account> accounts = each(root, "accounts", ACCOUNT, this::account);
        List<ManagedPolicy> managed = each(root, "managedPolicies", MANAGED_POLICY, this::managedPolicy);
        List<OidcProvider> providers = each(root, "oidcProviders", PROVIDER, this::provider);
        List<SamlProvider> samlProviders = each(root, "samlProviders", SAML_PROVIDER, this::samlProvider);
        List<Role> roles = each(root, "roles", ROLE, this::role);
        List<User> users = each(root, "users", USER, this::user);
        List<RootUser> rootUsers = each(root, "rootUsers", ROOT_USER, this::rootUser);
        faults.throwIfAny();
        return new Directory(partition, accounts, roles, providers, samlProviders, users, rootUsers, managed);
    }

    private interface Reader<T> {
        /** Nothing only if a fault was found. */
        Optional<T> read(Entry entry, AccountId account);
    }

    private <T> List<T> each(Entry root, String field, Fields fields, Reader<T> reader) {
        return root.entries(field, NO_LIMIT, fields).stream()
                .flatMap(entry -> reader.read(entry, account(entry)).stream())
                .toList();
    }

    private Optional<Account> account(Entry entry, AccountId id) {
        names.take("account", id.value(), entry.place());
        List<String> disabled = entry.texts("disabledRegions", MOST_REGIONS, Rule.REGION);
        boolean enabled = entry.optional("JwtVendingEnabled", Rule.TRUTH)
                .map(Boolean::valueOf)
                .orElse(true);
        Optional<String> issuer = entry.optional("IssuerIdentifier", Rule.STS_ISSUER);
        issuer.ifPresent(it -> names.take("issuer of an account", it, entry.place("IssuerIdentifier")));
        return Optional.of(new Account(id, Set.copyOf(disabled), enabled, issuer));
    }

    private Optional<OidcProvider> provider(Entry entry, AccountId account) {
        Optional<String> url = entry.required("Url", Rule.PROVIDER_URL).map(OidcProvider::urlOf);
        url.ifPresent(it -> names.take("OIDC provider", account + "/" + it, entry.place("Url")));
        url.ifPresent(it -> oidcProviderArns.add(
                Arn.iam(partition, account, OIDC_PROVIDER + it).toString()));
        // IAM drops an audience that is given twice and keeps the order; thumbprints it lower-cases and keeps.
        List<String> clientIds = entry.texts("ClientIdList", MOST_CLIENT_IDS, Rule.CLIENT_ID);
        List<String> thumbprints = entry.texts("ThumbprintList", MOST_THUMBPRINTS, Rule.THUMBPRINT).stream()
                .map(it -> it.toLowerCase(Locale.ROOT))
                .toList();
        // Unlike those of roles and users, a provider's tag keys may differ by case alone.
        List<Tag> tags = tags(entry, false);
        return url.map(it -> new OidcProvider(
                account, partition, it, clientIds.stream().distinct().toList(), thumbprints, tags));
    }

    private Optional<SamlProvider> samlProvider(Entry entry, AccountId account) {
        Optional<String> name = entry.required("Name", Rule.SAML_PROVIDER_NAME);
        name.ifPresent(it -> names.take("SAML provider", account + "/" + it, entry.place("Name")));
        // Known by name even if its metadata is wrong, so that its roles are not called dangling as well.
        name.ifPresent(it -> samlProviderArns.add(
                Arn.iam(partition, account, SamlProvider.RESOURCE + it).toString()));
        Optional<MetadataSource> source = samlMetadata.source(entry);
        List<Tag> tags = tags(entry, true);
        return name.flatMap(it -> source.map(from -> new SamlProvider(account, partition, it, from, tags)));
    }

    private Optional<Role> role(Entry entry, AccountId account) {
        Optional<String> name = name(entry, "RoleName", Rule.NAME_64, "role", account);
        Optional<Policy> trust = policies.required(entry, "AssumeRolePolicyDocument", PolicyType.TRUST);
        trust.ifPresent(policy -> checkProviders(policy, entry.place("AssumeRolePolicyDocument")));
        String path = path(entry);
        String description = entry.optional("Description", Rule.DESCRIPTION).orElse("");
        int standard = (int) Role.DEFAULT_MAX_SESSION_DURATION.toSeconds();
        Duration longest = Duration.ofSeconds(entry.number("MaxSessionDuration", standard, LONGEST_SESSION, standard));
        List<NamedPolicy> inline = inlinePolicies(entry);
        List<String> attached = managedPolicyArns.attached(entry, account);
        Optional<String> boundary = managedPolicyArns.boundary(entry, account);
        List<Tag> tags = tags(entry, true);
        if (name.isEmpty() || trust.isEmpty()) {
            return Optional.empty();
        }
        String id = uniqueId(UniqueIds.ROLE, account, "role" + path + name.get());
        return Optional.of(new Role(
                account,
                partition,
                path,
                name.get(),
                id,
                description,
                longest,
                trust.get(),
                inline,
                attached,
                boundary,
                tags));
    }

    /** IAM lets a role be created before its provider; here the provider would never come. */
    private void checkProviders(Policy trust, Place place) {
        for (String provider : trust.federatedProviders()) {
            String resource = Arn.parse(provider).map(Arn::resource).orElse("");
            if (resource.startsWith(OIDC_PROVIDER)) {
                checkProvider(provider, "oidcProviders", oidcProviderArns, place);
            } else if (resource.startsWith(SamlProvider.RESOURCE)) {
                checkProvider(provider, "samlProviders", samlProviderArns, place);
            }
        }
    }

    private void checkProvider(String provider, String field, Set<String> known, Place place) {
        if (!known.contains(provider)) {
            faults.add(
                    place,
                    "the trust policy names the provider " + provider + ", which no entry of " + field + " makes"
                            + Words.didYouMean(provider, known));
        }
    }

    private Optional<ManagedPolicy> managedPolicy(Entry entry, AccountId account) {
        Optional<String> name = name(entry, "ManagedPolicyName", Rule.NAME_128, "managed policy", account);
        Optional<Policy> policy = policies.required(entry, "PolicyDocument", PolicyType.IDENTITY);
        String path = path(entry);
        entry.optional("Description", Rule.DESCRIPTION);
        // Known by name even if its document is wrong, so that its users are not called dangling as well.
        name.ifPresent(it -> managedPolicyArns.add(account, path, it));
        return name.flatMap(it -> policy.map(document -> new ManagedPolicy(account, partition, path, it, document)));
    }

    private Optional<User> user(Entry entry, AccountId account) {
        Optional<String> name = name(entry, "UserName", Rule.NAME_64, "user", account);
        String path = path(entry);
        List<NamedPolicy> inline = inlinePolicies(entry);
        List<String> attached = managedPolicyArns.attached(entry, account);
        Optional<String> boundary = managedPolicyArns.boundary(entry, account);
        List<AccessKey> keys = credentials.accessKeys(entry);
        List<MfaDevice> devices = credentials.mfaDevices(entry);
        List<Tag> tags = tags(entry, true);
        return name.map(it -> new User(
                account,
                partition,
                path,
                it,
                uniqueId(UniqueIds.USER, account, "user" + path + it),
                inline,
                attached,
                boundary,
                keys,
                devices,
                tags));
    }

    private Optional<RootUser> rootUser(Entry entry, AccountId account) {
        names.take("root user", account.value(), entry.place());
        return Optional.of(
                new RootUser(account, partition, credentials.accessKeys(entry), credentials.mfaDevices(entry)));
    }

    private AccountId account(Entry entry) {
        return entry.optional("account", Rule.ACCOUNT).map(AccountId::new).orElse(defaultAccount);
    }

    private Optional<String> name(Entry entry, String field, Rule rule, String kind, AccountId account) {
        Optional<String> name = entry.required(field, rule);
        // IAM keeps the case of names and allows no two that differ by nothing else.
        name.ifPresent(it -> names.take(kind, account + "/" + it.toLowerCase(Locale.ROOT), entry.place(field)));
        return name;
    }

    private static String path(Entry entry) {
        return entry.optional("Path", Rule.PATH).orElse("/");
    }

    private List<NamedPolicy> inlinePolicies(Entry owner) {
        Names own = new Names(faults);
        List<NamedPolicy> found = new ArrayList<>();
        for (Entry entry : owner.entries("Policies", NO_LIMIT, POLICY)) {
            Optional<String> name = entry.required("PolicyName", Rule.NAME_128);
            name.ifPresent(it -> own.take("policy", it, entry.place("PolicyName")));
            Optional<Policy> policy = policies.required(entry, "PolicyDocument", PolicyType.IDENTITY);
            name.ifPresent(it -> policy.ifPresent(document -> found.add(new NamedPolicy(it, document))));
        }
        return found;
    }

    private List<Tag> tags(Entry owner, boolean ignoreCase) {
        Names own = new Names(faults);
        List<Tag> tags = new ArrayList<>();
        for (Entry entry : owner.entries("Tags", MOST_TAGS, TAG)) {
            Optional<String> key = entry.required("Key", Rule.TAG_KEY);
            key.ifPresent(it -> own.take("tag", ignoreCase ? it.toLowerCase(Locale.ROOT) : it, entry.place("Key")));
            Optional<String> value = entry.required("Value", Rule.TAG_VALUE);
            key.ifPresent(it -> value.ifPresent(text -> tags.add(new Tag(it, text))));
        }
        return tags;
    }

    /** Always the same for the same ARN, so that sessions outlive a restart. */
    private String uniqueId(String prefix, AccountId account, String resource) {
        byte[] arn = Arn.iam(partition, account, resource).toString().getBytes(StandardCharsets.UTF_8);
        try {
            return UniqueIds.uniqueId(
                    prefix, account, MessageDigest.getInstance("SHA-256").digest(arn));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
