package dev.understudy.config;

import dev.understudy.aws.Partition;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration that a test declares in Java. Immutable: each method gives another configuration.
 *
 * <pre>{@code
 * Configuration.empty()
 *         .localIssuer("https://idp.example.test")
 *         .oidcProvider("https://idp.example.test", "my-app")
 *         .role(RoleDeclaration.named("Orders").trusting("https://idp.example.test", "my-app"))
 * }</pre>
 *
 * <p>It says what a file would say, and is checked as a file is, when Understudy starts: a fault names the place, such as
 * {@code roles[0].RoleName}. Configurations are equal if they say the same, and began with the same source.
 */
public final class Configuration {
    private static final String NAME = "Configuration in Java";
    private static final ConfigSource NOTHING = ConfigSource.text(NAME, "");
    private static final ConfigSource PACKAGED = ConfigSource.packaged();

    /** The fields that are put together here. */
    private static final Set<String> COLLECTED =
            Set.of("issuers", "oidcProviders", "samlProviders", "roles", "users", "managedPolicies");

    private final Members members;
    private final List<RoleDeclaration> roles;
    /** What relative paths lead away from. */
    private final ConfigSource base;

    private Configuration(Members members, List<RoleDeclaration> roles, ConfigSource base) {
        this.members = members;
        this.roles = List.copyOf(roles);
        this.base = base;
    }

    /** Nothing but the defaults: the account 123456789012 in us-east-1, and the built-in providers as local issuers. */
    public static Configuration empty() {
        return new Configuration(Members.NONE, List.of(), NOTHING);
    }

    /** The configuration that comes with Understudy, to be added to. */
    public static Configuration packaged() {
        try {
            return from(PACKAGED);
        } catch (InvalidConfigurationException impossible) {
            throw new IllegalStateException("The packaged configuration is valid", impossible);
        }
    }

    /**
     * Another configuration, to be added to. The files that it names are still read beside it.
     *
     * @throws InvalidConfigurationException if it has faults of its own
     */
    public static Configuration from(ConfigSource source) throws InvalidConfigurationException {
        SettingsLoader.load(source);
        Faults faults = new Faults(source.name());
        Optional<Node> document = source.document(faults);
        faults.throwIfAny();
        Members members = Members.parse(source.name(), JsonText.document(document.orElseThrow()));
        return new Configuration(members, List.of(), source);
    }

    /** The account, of twelve digits, of every entity that names no other. */
    public Configuration account(String id) {
        return with(members.with("account", id));
    }

    public Configuration region(String name) {
        return with(members.with("region", name));
    }

    /** The key, in base64 of 32 bytes, with which sessions outlive a restart. */
    public Configuration sealingKey(String base64) {
        return with(members.with("sealingKey", base64));
    }

    /** Issuers whose tokens Understudy signs itself. */
    public Configuration localIssuer(String... urls) {
        Members more = members;
        for (String url : urls) {
            more = more.putting("issuers", url, JsonNodeFactory.instance.stringNode("local"));
        }
        return with(more);
    }

    /** An issuer whose keys are fetched from an address. */
    public Configuration issuer(String url, URI jwksUri) {
        return with(members.putting(
                "issuers", url, Members.NONE.with("jwksUri", jwksUri.toString()).json()));
    }

    /** An issuer whose discovery document is at another address than its own. */
    public Configuration discoveredIssuer(String url, URI discoveryUri) {
        return with(members.putting(
                "issuers",
                url,
                Members.NONE.with("discoveryUri", discoveryUri.toString()).json()));
    }

    /** An issuer whose keys are at hand, as the text of a JSON Web Key Set. */
    public Configuration issuerWithKeys(String url, String jwks) {
        Members keys =
                Members.NONE.with("jwks", Members.parse("The key set", jwks).json());
        return with(members.putting("issuers", url, keys.json()));
    }

    /** Asks Login with Amazon, or what stands in for it, about its access tokens. */
    public Configuration loginWithAmazon(URI tokenInfoUri) {
        Members source = Members.NONE.with("tokenInfoUri", tokenInfoUri.toString());
        return with(members.putting("issuers", "www.amazon.com", source.json()));
    }

    /**
     * Asks Facebook, or what stands in for it, about its access tokens.
     *
     * @param appAccessToken with which the app asks; a secret
     */
    public Configuration facebook(URI debugTokenUri, String appAccessToken) {
        Members source =
                Members.NONE.with("debugTokenUri", debugTokenUri.toString()).with("appAccessToken", appAccessToken);
        return with(members.putting("issuers", "graph.facebook.com", source.json()));
    }

    /** A provider that the account trusts, and the audiences that it accepts from it. */
    public Configuration oidcProvider(String url, String... clientIds) {
        Members provider = Members.NONE.with("Url", url);
        for (String clientId : clientIds) {
            provider = provider.adding("ClientIdList", clientId);
        }
        return with(members.adding("oidcProviders", provider));
    }

    /** A SAML provider of the account that Understudy plays itself. */
    public Configuration localSamlProvider(String name) {
        return with(
                members.adding("samlProviders", Members.NONE.with("Name", name).with("local", "true")));
    }

    /** A SAML provider that the account trusts, with its metadata as XML. */
    public Configuration samlProvider(String name, String metadata) {
        return with(members.adding(
                "samlProviders", Members.NONE.with("Name", name).with("SamlMetadataDocument", metadata)));
    }

    public Configuration role(RoleDeclaration role) {
        List<RoleDeclaration> more = new ArrayList<>(roles);
        more.add(role);
        return new Configuration(members, more, base);
    }

    public Configuration user(UserDeclaration user) {
        return with(members.adding("users", user.members()));
    }

    /** A managed policy of the account, as JSON; its ARN is {@code arn:aws:iam::ACCOUNT:policy/NAME}. */
    public Configuration managedPolicy(String name, String json) {
        return with(members.adding("managedPolicies", policy("ManagedPolicyName", name, json)));
    }

    /**
     * The shortest session that a call may ask for, 15 minutes if this is not said; less makes for short waits.
     *
     * @throws IllegalArgumentException if it has a fraction of a second
     */
    public Configuration minimumSessionDuration(Duration shortest) {
        return with(members.with("minimumSessionDuration", shortest));
    }

    /**
     * Any other field of a configuration file, at its top, such as {@code server}.
     *
     * @param json its value
     * @throws IllegalArgumentException if that is no JSON; or for a list, to which the other methods add
     */
    public Configuration with(String field, String json) {
        if (COLLECTED.contains(field)) {
            throw new IllegalArgumentException("There are methods that add to " + field + ".");
        }
        return with(members.with(field, Members.value(field, json)));
    }

    private Configuration with(Members changed) {
        return new Configuration(changed, roles, base);
    }

    /** What a file would say, with its secrets. Paths are as they were given. */
    public String toJson() {
        return json().toPrettyString();
    }

    /** To load it, with {@link SettingsLoader}. */
    public ConfigSource toSource() {
        return ConfigSource.declared(NAME, json(), base);
    }

    private ObjectNode json() {
        ObjectNode json = members.json();
        if (!roles.isEmpty()) {
            String account = json.path("account").asString(Settings.DEFAULT_ACCOUNT.value());
            Partition partition = Partition.ofRegion(json.path("region").asString(Settings.DEFAULT_REGION));
            ArrayNode all = json.withArray("roles");
            roles.forEach(role -> all.add(role.json(account, partition)));
        }
        return json;
    }

    static Members policy(String nameField, String name, String json) {
        return Members.NONE
                .with(nameField, name)
                .with(
                        "PolicyDocument",
                        Members.parse("The policy " + name, json).json());
    }

    static Members tag(String key, String value) {
        return Members.NONE.with("Key", key).with("Value", value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Configuration that && base == that.base && json().equals(that.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    /** Nothing that is or may hold a secret. */
    @Override
    public String toString() {
        return "Configuration[" + String.join(", ", members.json().propertyNames()) + ", " + roles + "]";
    }
}
