package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.cognito.IdentityPool;
import dev.understudy.cognito.IdentityPool.UserPoolClient;
import dev.understudy.cognito.RoleMapping;
import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the identity pools. */
final class IdentityPoolMapper {
    private static final int MOST_POOLS = 1_000;
    private static final int MOST_PROVIDERS = 50;
    private static final int MOST_RULES = 400;
    private static final Fields POOL = Fields.of(
                    "IdentityPoolId",
                    "IdentityPoolName",
                    "AllowUnauthenticatedIdentities",
                    "AllowClassicFlow",
                    "SupportedLoginProviders",
                    "DeveloperProviderName",
                    "OpenIdConnectProviderARNs",
                    "CognitoIdentityProviders",
                    "IdentityPoolTags",
                    "Roles",
                    "RoleMappings",
                    "account")
            .without("SamlProviderARNs", "logins by SAML are not supported yet");

    private static final Fields USER_POOL = Fields.of("ProviderName", "ClientId", "ServerSideTokenCheck");
    private static final Fields TAG = Fields.of("Key", "Value");
    private static final Fields ROLES = Fields.of(IdentityPool.AUTHENTICATED, IdentityPool.UNAUTHENTICATED);
    private static final Fields MAPPING =
            Fields.of("IdentityProvider", "Type", "AmbiguousRoleResolution", "RulesConfiguration");
    private static final Fields RULES = Fields.of("Rules");
    private static final Fields RULE = Fields.of("Claim", "MatchType", "Value", "RoleARN");

    private final AccountId defaultAccount;
    private final Faults faults;
    /** What must be there once the directory is. */
    private final Map<Place, String> roleArns = new LinkedHashMap<>();

    private final Map<Place, String> providerArns = new LinkedHashMap<>();

    IdentityPoolMapper(AccountId defaultAccount, Faults faults) {
        this.defaultAccount = defaultAccount;
        this.faults = faults;
    }

    List<IdentityPool> pools(Entry root) {
        Names names = new Names(faults);
        return root.entries("identityPools", MOST_POOLS, POOL).stream()
                .flatMap(entry -> pool(entry, names).stream())
                .toList();
    }

    /** Reports roles and OIDC providers that the pools name and the directory has not. */
    void check(Directory directory) throws InvalidConfigurationException {
        List<String> roles =
                directory.roles().stream().map(Role::arn).map(Object::toString).toList();
        List<String> providers = directory.oidcProviders().stream()
                .map(provider -> provider.arn().toString())
                .toList();
        roleArns.forEach((place, arn) -> check("role", arn, roles, place));
        providerArns.forEach((place, arn) -> check("OIDC provider", arn, providers, place));
        faults.throwIfAny();
    }

    private void check(String what, String arn, List<String> known, Place place) {
        if (!known.contains(arn)) {
            faults.add(place, "there is no " + what + " " + arn + Words.didYouMean(arn, known));
        }
    }

    private Optional<IdentityPool> pool(Entry entry, Names names) {
        Optional<String> id = entry.required("IdentityPoolId", Rule.IDENTITY_POOL_ID);
        id.ifPresent(it -> names.take("identity pool", it, entry.place("IdentityPoolId")));
        Optional<String> name = entry.required("IdentityPoolName", Rule.IDENTITY_POOL_NAME);
        boolean guests = flag(entry, "AllowUnauthenticatedIdentities");
        boolean classic = flag(entry, "AllowClassicFlow");
        Map<String, String> providers = texts(entry, "SupportedLoginProviders", Rule.LOGIN_PROVIDER_APP);
        Optional<String> developer = entry.optional("DeveloperProviderName", Rule.DEVELOPER_PROVIDER);
        List<Scalar> openId = entry.scalars("OpenIdConnectProviderARNs", MOST_PROVIDERS, Rule.ARN);
        openId.forEach(arn -> providerArns.put(arn.place(), arn.text()));
        List<UserPoolClient> userPools = userPools(entry);
        Map<String, String> tags = new LinkedHashMap<>();
        for (Entry tag : entry.entries("IdentityPoolTags", MOST_PROVIDERS, TAG)) {
            Optional<String> value = tag.required("Value", Rule.TAG_VALUE);
            tag.required("Key", Rule.TAG_KEY).ifPresent(key -> value.ifPresent(text -> tags.put(key, text)));
        }
        Map<String, String> roles = roles(entry);
        Map<String, RoleMapping> mappings = mappings(entry);
        AccountId account =
                entry.optional("account", Rule.ACCOUNT).map(AccountId::new).orElse(defaultAccount);
        return id.flatMap(it -> name.map(called -> new IdentityPool(
                it,
                account,
                called,
                guests,
                classic,
                providers,
                developer,
                openId.stream().map(Scalar::text).toList(),
                userPools,
                List.of(),
                tags,
                roles,
                mappings)));
    }

    private List<UserPoolClient> userPools(Entry entry) {
        List<UserPoolClient> clients = new ArrayList<>();
        for (Entry client : entry.entries("CognitoIdentityProviders", MOST_PROVIDERS, USER_POOL)) {
            Optional<String> name = client.required("ProviderName", Rule.LOGIN_PROVIDER);
            Optional<String> id = client.required("ClientId", Rule.CLIENT_ID);
            boolean check = flag(client, "ServerSideTokenCheck");
            name.ifPresent(it -> id.ifPresent(clientId -> clients.add(new UserPoolClient(it, clientId, check))));
        }
        return clients;
    }

    private Map<String, String> roles(Entry entry) {
        Map<String, String> roles = new LinkedHashMap<>();
        entry.field("Roles").flatMap(node -> Entry.of(node, ROLES, faults)).ifPresent(given -> {
            for (String kind : ROLES.known()) {
                role(given, kind).ifPresent(arn -> roles.put(kind, arn));
            }
        });
        return roles;
    }

    private Optional<String> role(Entry entry, String field) {
        Optional<String> arn = entry.optional(field, Rule.ARN);
        arn.ifPresent(it -> roleArns.put(entry.place(field), it));
        return arn;
    }

    private Map<String, RoleMapping> mappings(Entry entry) {
        Map<String, RoleMapping> mappings = new LinkedHashMap<>();
        members(entry, "RoleMappings")
                .forEach((key, node) -> Entry.of(node, MAPPING, faults)
                        .ifPresent(mapping -> mapping(mapping)
                                .ifPresent(read -> mappings.put(
                                        mapping.optional("IdentityProvider", Rule.LOGIN_PROVIDER)
                                                .orElse(key),
                                        read))));
        return mappings;
    }

    private Optional<RoleMapping> mapping(Entry entry) {
        Optional<RoleMapping.Type> type =
                entry.required("Type", Rule.MAPPING_TYPE).flatMap(RoleMapping.Type::of);
        Optional<RoleMapping.Ambiguous> ambiguous =
                entry.required("AmbiguousRoleResolution", Rule.AMBIGUOUS).flatMap(RoleMapping.Ambiguous::of);
        List<RoleMapping.Rule> rules = new ArrayList<>();
        entry.field("RulesConfiguration")
                .flatMap(node -> Entry.of(node, RULES, faults))
                .ifPresent(configuration -> configuration
                        .entries("Rules", MOST_RULES, RULE)
                        .forEach(rule -> rule(rule).ifPresent(rules::add)));
        if (type.equals(Optional.of(RoleMapping.Type.RULES)) && rules.isEmpty()) {
            faults.add(entry.place(), "a mapping of type Rules needs RulesConfiguration with at least one of Rules");
        }
        return type.flatMap(it -> ambiguous.map(otherwise -> new RoleMapping(it, otherwise, rules)));
    }

    private Optional<RoleMapping.Rule> rule(Entry entry) {
        Optional<String> claim = entry.required("Claim", Rule.MAPPING_CLAIM);
        Optional<RoleMapping.Match> match =
                entry.required("MatchType", Rule.MATCH_TYPE).flatMap(RoleMapping.Match::of);
        Optional<String> value = entry.required("Value", Rule.MAPPING_VALUE);
        Optional<String> arn = entry.required("RoleARN", Rule.ARN);
        arn.ifPresent(it -> roleArns.put(entry.place("RoleARN"), it));
        return claim.isPresent() && match.isPresent() && value.isPresent() && arn.isPresent()
                ? Optional.of(new RoleMapping.Rule(claim.get(), match.get(), value.get(), arn.get()))
                : Optional.empty();
    }

    private static boolean flag(Entry entry, String field) {
        return entry.optional(field, Rule.TRUTH).map(Boolean::parseBoolean).orElse(false);
    }

    private Map<String, String> texts(Entry entry, String field, Rule rule) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Node> members = members(entry, field);
        if (members.isEmpty()) {
            return texts;
        }
        Entry.of(entry.required(field).orElseThrow(), Fields.of(members.keySet().toArray(String[]::new)), faults)
                .ifPresent(given -> members.keySet()
                        .forEach(name -> given.optional(name, rule).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    private Map<String, Node> members(Entry entry, String field) {
        Optional<Node> node = entry.field(field);
        if (node.isPresent() && !(node.get() instanceof Mapping)) {
            faults.add(
                    node.get().place(),
                    "expected a mapping, found " + node.get().described());
        }
        return node.filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .map(Mapping::members)
                .orElse(Map.of());
    }
}
