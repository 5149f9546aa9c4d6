package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.understudy.iam.Directory;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.KeySource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration declared in Java says what a file would say. */
class ConfigurationTest {
    private static final String READ = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
             "Resource": "arn:aws:s3:::orders/*", "Condition": {"NumericEquals": {"s3:max-keys": 1.10}}}]}""";

    private static final Configuration ORDERS = Configuration.empty()
            .account("111122223333")
            .region("eu-central-1")
            .localIssuer("https://idp.example.test/realm", "https://other.example.test")
            .issuer("https://keycloak.example.test", URI.create("http://keycloak:8080/certs"))
            .discoveredIssuer(
                    "https://found.example.test", URI.create("http://idp:9000/.well-known/openid-configuration"))
            .issuerWithKeys("https://fixed.example.test", "{\"keys\": []}")
            .oidcProvider("https://idp.example.test/realm", "my-app", "other-app")
            .managedPolicy("Reading", READ)
            .role(RoleDeclaration.named("Orders")
                    .path("/team/")
                    .trusting("https://idp.example.test/realm", "my-app")
                    .trusting("accounts.google.com", "google-app", "1234")
                    .policy("read", READ)
                    .managedPolicy("arn:aws:iam::111122223333:policy/Reading")
                    .permissionsBoundary("arn:aws:iam::111122223333:policy/Reading")
                    .maxSessionDuration(Duration.ofHours(2))
                    .tag("team", "orders"))
            .user(UserDeclaration.named("alice")
                    .policy("read", READ)
                    .accessKey("AKIAABCDEFGHIJKLMNOP", "very-secret")
                    .mfaDevice("arn:aws:iam::111122223333:mfa/alice", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
                    .tag("team", "orders"));

    /** What a person would write. */
    private static final String YAML = """
            account: "111122223333"
            region: eu-central-1
            issuers:
              https://idp.example.test/realm: local
              https://other.example.test: local
              https://keycloak.example.test: { jwksUri: "http://keycloak:8080/certs" }
              https://found.example.test: { discoveryUri: "http://idp:9000/.well-known/openid-configuration" }
              https://fixed.example.test: { jwks: { keys: [] } }
            oidcProviders:
              - { Url: https://idp.example.test/realm, ClientIdList: [my-app, other-app] }
            managedPolicies:
              - { ManagedPolicyName: Reading, PolicyDocument: $READ }
            roles:
              - RoleName: Orders
                Path: /team/
                MaxSessionDuration: 7200
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/idp.example.test/realm" }
                      Action: sts:AssumeRoleWithWebIdentity
                      Condition: { StringEquals: { "idp.example.test/realm:aud": my-app } }
                    - Effect: Allow
                      Principal: { Federated: accounts.google.com }
                      Action: sts:AssumeRoleWithWebIdentity
                      Condition:
                        StringEquals: { "accounts.google.com:aud": google-app, "accounts.google.com:sub": "1234" }
                Policies: [{ PolicyName: read, PolicyDocument: $READ }]
                ManagedPolicyArns: ["arn:aws:iam::111122223333:policy/Reading"]
                PermissionsBoundary: arn:aws:iam::111122223333:policy/Reading
                Tags: [{ Key: team, Value: orders }]
            users:
              - UserName: alice
                Policies: [{ PolicyName: read, PolicyDocument: $READ }]
                accessKeys: [{ AccessKeyId: AKIAABCDEFGHIJKLMNOP, SecretAccessKey: very-secret }]
                mfaDevices:
                  - SerialNumber: arn:aws:iam::111122223333:mfa/alice
                    Base32StringSeed: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
                Tags: [{ Key: team, Value: orders }]
            """.replace("$READ", READ.replace("\n", " "));

    @TempDir
    Path folder;

    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("declared", ORDERS.toSource()),
                arguments("rendered", ConfigSource.text("rendered.yaml", ORDERS.toJson())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void theSettings_areThoseOfTheFile(String name, ConfigSource source) throws Exception {
        Settings settings = SettingsLoader.load(source);
        Settings written = Configurations.load(YAML);

        assertThat(settings.account()).isEqualTo(written.account());
        assertThat(settings.region()).isEqualTo(written.region());
        assertThat(settings.issuers()).isEqualTo(written.issuers());
        assertThat(described(settings.directory())).isEqualTo(described(written.directory()));
    }

    /** Policies by their documents, because a parsed policy has no equality of its own. */
    private static List<String> described(Directory directory) {
        Stream<String> roles = directory.roles().stream()
                .flatMap(role -> Stream.of(
                        role.arn() + " " + role.maxSessionDuration() + role.tags() + role.managedPolicyArns()
                                + role.permissionsBoundary() + role.roleId(),
                        role.trustPolicy().document(),
                        role.policies().get(0).name(),
                        role.policies().get(0).policy().document()));
        Stream<String> users = directory.users().stream()
                .flatMap(user -> Stream.of(
                        user.arn() + " " + user.tags()
                                + user.accessKeys().get(0).secretAccessKey()
                                + user.mfaDevices().get(0).serialNumber()
                                + user.mfaDevices().get(0).base32StringSeed(),
                        user.policies().get(0).policy().document()));
        return Stream.concat(roles, users).toList();
    }

    @Test
    void everyMethod_leavesTheOriginalAsItWas() throws Exception {
        String before = ORDERS.toJson();
        RoleDeclaration role = RoleDeclaration.named("a");
        role.tag("k", "v").path("/p/").trusting("accounts.google.com", "app").policy("p", READ);
        UserDeclaration user = UserDeclaration.named("a");
        user.accessKey("AKIAABCDEFGHIJKLMNOQ", "s").tag("k", "v");
        ORDERS.account("444455556666")
                .localIssuer("https://more.example.test")
                .oidcProvider("https://more.example.test")
                .role(role)
                .user(user)
                .managedPolicy("more", READ);

        assertThat(ORDERS.toJson()).isEqualTo(before);
        assertThat(Configuration.empty().role(role).user(user).toJson())
                .isEqualToIgnoringWhitespace("{\"users\":[{\"UserName\":\"a\"}],\"roles\":[{\"RoleName\":\"a\"}]}");
        assertThat(SettingsLoader.load(Configuration.empty().toSource()).account())
                .isEqualTo(Settings.DEFAULT_ACCOUNT);
    }

    static Stream<Arguments> faulty() {
        Configuration empty = Configuration.empty();
        return Stream.of(
                arguments(
                        empty.role(RoleDeclaration.named("a b").trusting("accounts.google.com", "app")),
                        "Configuration in Java: roles[0].RoleName: expected 1 to 64 of the characters A-Z a-z 0-9 _ + ="
                                + " , . @ -, found \"a b\""),
                arguments(
                        empty.role(RoleDeclaration.named("a")),
                        "Configuration in Java: roles[0]: AssumeRolePolicyDocument is missing"),
                arguments(
                        empty.user(UserDeclaration.named("a")).user(UserDeclaration.named("a")),
                        "Configuration in Java: users[1].UserName: the same user is already at users[0].UserName"),
                arguments(
                        empty.minimumSessionDuration(Duration.ofSeconds(901)),
                        "Configuration in Java: minimumSessionDuration: expected a whole number from 1 to 900, found"
                                + " \"901\""),
                arguments(
                        empty.with("sever", "{}"), "Configuration in Java: sever: unknown field; did you mean server?"),
                arguments(
                        empty.oidcProvider("https://idp.example.test", "app")
                                .role(RoleDeclaration.named("a").trusting("https://idp.example.tset", "app")),
                        "Configuration in Java: roles[0].AssumeRolePolicyDocument: the trust policy names the provider"
                                + " arn:aws:iam::123456789012:oidc-provider/idp.example.tset, which no entry of"
                                + " oidcProviders makes; did you mean"
                                + " arn:aws:iam::123456789012:oidc-provider/idp.example.test?"),
                arguments(
                        empty.managedPolicy("p", "{\"Statement\": [{\"Effect\": \"Allow\", \"Acton\": \"*\"}]}"),
                        "Configuration in Java: managedPolicies[0].PolicyDocument.Statement[0].Acton: Syntax errors in"
                                + " policy. (Unknown element `Acton`)"),
                arguments(
                        empty.localIssuer("idp.example.test"),
                        "Configuration in Java: issuers[\"idp.example.test\"]: expected an https:// URL of at most 255"
                                + " characters without query or fragment, or a built-in provider's host; did you mean"
                                + " https://idp.example.test?"),
                arguments(
                        empty.role(RoleDeclaration.named("a")
                                .trusting("accounts.google.com", "app")
                                .maxSessionDuration(Duration.ofHours(13))),
                        "Configuration in Java: roles[0].MaxSessionDuration: expected a whole number from 3600 to 43200,"
                                + " found \"46800\""));
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void aFault_namesThePlaceInTheDeclaration(Configuration configuration, String fault) {
        assertThat(faults(configuration.toSource())).containsExactly(fault);
    }

    @Test
    void aTextThatIsNoJson_isRefusedWhereItIsWritten() {
        RoleDeclaration role = RoleDeclaration.named("a");
        assertThatThrownBy(() -> role.trustPolicy("{\"Version\": "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The trust policy is not valid JSON");
        assertThatThrownBy(() -> role.policy("p", "[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The policy p is not a JSON object.");
        assertThatThrownBy(() -> role.policy("p", "{\"Version\": 1, \"Version\": 2}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> role.trusting("accounts.google.com", "app").trustPolicy("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("not both.");
        assertThatThrownBy(() -> role.trustPolicy("{}").trusting("accounts.google.com", "app"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatHasNoMethodOfItsOwn_isGivenAsJson() throws Exception {
        Settings settings = SettingsLoader.load(Configuration.empty()
                .minimumSessionDuration(Duration.ofSeconds(2))
                .with("region", "\"eu-west-1\"")
                .toSource());
        assertThat(settings.minimumSessionDuration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.region().toString()).contains("eu-west-1");
        for (String json : List.of("", "{", "eu-west-1", "{\"a\":1,\"a\":2}")) {
            assertThatThrownBy(() -> Configuration.empty().with("region", json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("region is ");
        }
        assertThatThrownBy(() -> Configuration.empty().with("roles", "[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are methods that add to roles.");
    }

    @Test
    void aFractionOfASecond_isRefused() {
        Duration fraction = Duration.ofHours(1).plusMillis(500);
        assertThatThrownBy(() -> RoleDeclaration.named("a").maxSessionDuration(fraction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MaxSessionDuration is in whole seconds, not PT1H0.5S.");
        assertThatThrownBy(() -> Configuration.empty().minimumSessionDuration(fraction))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thoseThatSayTheSame_areEqual() throws Exception {
        RoleDeclaration role = RoleDeclaration.named("a").trusting("accounts.google.com", "app");
        RoleDeclaration same = RoleDeclaration.named("a").trusting("accounts.google.com", "app");
        assertThat(Configuration.empty().role(role))
                .isEqualTo(Configuration.empty().role(same))
                .hasSameHashCodeAs(Configuration.empty().role(same))
                .isNotEqualTo(Configuration.empty().role(role.path("/x/")))
                .isNotEqualTo(Configuration.empty());
        assertThat(Configuration.packaged()).isEqualTo(Configuration.packaged());
        // Their paths may lead to different files.
        assertThat(Configuration.from(ConfigSource.text("a", "{}")))
                .isNotEqualTo(Configuration.from(ConfigSource.text("a", "{}")));
    }

    @Test
    void theProvider_isThatOfTheRolesOwnAccount() throws Exception {
        Settings settings = SettingsLoader.load(Configuration.empty()
                .role(RoleDeclaration.named("a").account("444455556666").trustPolicy(READ_TRUST))
                .role(RoleDeclaration.named("b").trusting("accounts.google.com", "app"))
                .toSource());
        assertThat(settings.directory().roles())
                .extracting(role -> role.arn().toString())
                .containsExactlyInAnyOrder("arn:aws:iam::444455556666:role/a", "arn:aws:iam::123456789012:role/b");

        assertThat(faults(Configuration.empty()
                        .oidcProvider("https://idp.example.test", "app")
                        .role(RoleDeclaration.named("a")
                                .account("444455556666")
                                .trusting("https://idp.example.test", "app"))
                        .toSource()))
                .singleElement()
                .asString()
                .contains("arn:aws:iam::444455556666:oidc-provider/idp.example.test, which no entry");
    }

    private static final String READ_TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
             "Action": "sts:AssumeRoleWithWebIdentity",
             "Condition": {"StringEquals": {"accounts.google.com:aud": "app"}}}]}""";

    @Test
    void accessTokens_canBeAskedAboutElsewhere() throws Exception {
        Configuration configuration = Configuration.empty()
                .loginWithAmazon(URI.create("http://stub/tokeninfo"))
                .facebook(URI.create("http://stub/debug_token"), "1|s3cret");

        assertThat(SettingsLoader.load(configuration.toSource()).accessTokens())
                .containsEntry("www.amazon.com", new AccessTokenSource.TokenInfo(URI.create("http://stub/tokeninfo")))
                .containsEntry(
                        "graph.facebook.com",
                        new AccessTokenSource.DebugToken(URI.create("http://stub/debug_token"), "1|s3cret"));
        assertThat(configuration.toString()).doesNotContain("s3cret");
    }

    @Test
    void thePackagedConfiguration_canBeAddedTo() throws Exception {
        Settings packaged = SettingsLoader.load(ConfigSource.packaged());
        Settings settings = SettingsLoader.load(Configuration.packaged()
                .localIssuer("https://idp.example.test")
                .role(RoleDeclaration.named("More").trusting("https://server.example.com", "appid_from_oidc_idp"))
                .toSource());

        assertThat(settings.issuers())
                .containsAllEntriesOf(packaged.issuers())
                .containsEntry("https://idp.example.test", new KeySource.Local());
        assertThat(settings.directory().roles())
                .hasSize(packaged.directory().roles().size() + 1)
                .anySatisfy(role -> assertThat(role.roleName()).isEqualTo("More"));
        assertThat(settings.directory().users()).hasSize(1);
    }

    @Test
    void aFile_canBeAddedTo_andItsFilesAreStillBesideIt() throws Exception {
        Path trust = Files.writeString(folder.resolve("trust.json"), READ_TRUST);
        Path file = Files.writeString(
                folder.resolve("c.yaml"), "roles: [{RoleName: a, AssumeRolePolicyDocument: trust.json}]");
        Settings settings = SettingsLoader.load(Configuration.from(ConfigSource.file(file))
                .role(RoleDeclaration.named("b").trustPolicy(trust))
                .toSource());

        assertThat(settings.directory().roles()).hasSize(2);
        assertThat(settings.files()).containsExactly(file, trust);
        Files.writeString(file, "rols: []");
        assertThatThrownBy(() -> Configuration.from(ConfigSource.file(file)))
                .isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void noSecret_isInTheText() {
        assertThat(ORDERS + " " + UserDeclaration.named("a").accessKey("AKIAABCDEFGHIJKLMNOP", "very-secret"))
                .doesNotContain("very-secret");
        assertThat(ORDERS.toJson()).contains("very-secret");
    }
}
