package dev.understudy.config;

import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.UniqueIds;
import dev.understudy.iam.OidcProvider;
import dev.understudy.iam.Role;
import dev.understudy.iam.Tag;
import dev.understudy.iam.User;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.KeySource;
import dev.understudy.token.KeySource.Access;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a valid configuration becomes. */
class SettingsLoaderTest {
    private static final KeySource LOCAL = new KeySource.Local();

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "{}", "roles: []\nissuers: {}\nidentityPools: []\n"})
    void anEmptyConfigurationHasTheDefaults(String yaml) throws Exception {
        Settings settings = load(yaml);

        assertThat(settings.server()).isEqualTo(ServerSettings.DEFAULT);
        assertThat(settings.account()).isEqualTo(new AccountId("123456789012"));
        assertThat(settings.region()).isEqualTo("us-east-1");
        assertThat(settings.sealingKey()).isEmpty();
        assertThat(settings.issuers())
                .containsExactly(entry("accounts.google.com", LOCAL), entry("cognito-identity.amazonaws.com", LOCAL));
        assertThat(settings.accessTokens())
                .containsExactly(
                        entry("www.amazon.com", new AccessTokenSource.Local()),
                        entry("graph.facebook.com", new AccessTokenSource.Local()));
        assertThat(settings.directory().roles()).isEmpty();
    }

    @Test
    void theCommandLineMayReplaceTheAddress() throws Exception {
        ServerSettings other = new ServerSettings("0.0.0.0", 0, TlsSettings.OFF, List.of());

        assertThat(load("account: 000000000001\n").withServer(other))
                .returns(other, Settings::server)
                .returns(new AccountId("000000000001"), Settings::account);
    }

    @Test
    void unquotedDigitsKeepTheirZeros() throws Exception {
        Settings settings = load("account: 012345678901\nusers: [{UserName: 007}]\n");

        assertThat(settings.account().value()).isEqualTo("012345678901");
        assertThat(settings.directory().users()).extracting(User::userName).containsExactly("007");
    }

    @Test
    void issuersHaveTheirKeysFromWhereTheySay() throws Exception {
        Settings settings = load("""
                issuers:
                  https://local.example: local
                  https://discovered.example/: discover
                  https://reached.example: { bearerTokenFile: /run/token }
                  https://jwks.example: { jwksUri: "http://keycloak:8080/certs", bearerTokenFile: /run/token }
                  https://moved.example: { discoveryUri: "http://idp:9000/.well-known/openid-configuration" }
                  https://inline.example: { jwks: { keys: [{ kty: oct, k: "007", exp: 1 }] } }
                  accounts.google.com: { jwksUri: "https://www.googleapis.com/oauth2/v3/certs" }
                """);
        Access withToken = new Access(Optional.empty(), Optional.of(Path.of("/run/token")));

        assertThat(settings.issuers())
                .contains(
                        entry("https://local.example", LOCAL),
                        entry("https://discovered.example/", new KeySource.Discovery(Access.PLAIN)),
                        entry("https://reached.example", new KeySource.Discovery(withToken)),
                        entry(
                                "https://jwks.example",
                                new KeySource.JwksUri(URI.create("http://keycloak:8080/certs"), withToken)),
                        entry(
                                "https://moved.example",
                                new KeySource.DiscoveryUri(
                                        URI.create("http://idp:9000/.well-known/openid-configuration"), Access.PLAIN)),
                        entry(
                                "https://inline.example",
                                new KeySource.StaticJwks("{\"keys\":[{\"kty\":\"oct\",\"k\":\"007\",\"exp\":1}]}")),
                        entry(
                                "accounts.google.com",
                                new KeySource.JwksUri(
                                        URI.create("https://www.googleapis.com/oauth2/v3/certs"), Access.PLAIN)))
                .doesNotContainKey("www.amazon.com");
    }

    @Test
    void accessTokensAreAskedAboutWhereTheySay() throws Exception {
        Settings settings = load("""
                issuers:
                  www.amazon.com: { tokenInfoUri: "https://api.amazon.com/auth/o2/tokeninfo" }
                  graph.facebook.com: { debugTokenUri: "http://stub:8080/debug_token", appAccessToken: "1|s3cret" }
                """);

        assertThat(settings.accessTokens())
                .containsExactly(
                        entry(
                                "www.amazon.com",
                                new AccessTokenSource.TokenInfo(
                                        URI.create("https://api.amazon.com/auth/o2/tokeninfo"))),
                        entry(
                                "graph.facebook.com",
                                new AccessTokenSource.DebugToken(
                                        URI.create("http://stub:8080/debug_token"), "1|s3cret")));
        assertThat(settings.toString() + settings.accessTokens()).doesNotContain("s3cret");
        assertThat(load("issuers: { www.amazon.com: local }\n").accessTokens())
                .containsEntry("www.amazon.com", new AccessTokenSource.Local());
    }

    /** Documented, and recorded from AWS: repeated audiences are dropped, repeated thumbprints are not. */
    @Test
    void aProviderIsStoredAsIamStoresIt() throws Exception {
        Settings settings = load("""
                oidcProviders:
                  - Url: https://Idp.example:443/Path/
                    account: 000000000001
                    ClientIdList: [b, a, b, A]
                    ThumbprintList: [GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG, gggggggggggggggggggggggggggggggggggggggg]
                    Tags: [{Key: key, Value: ''}, {Key: Key, Value: x}]
                """);

        OidcProvider provider = settings.directory()
                .oidcProvider(new AccountId("000000000001"), "Idp.example/Path/")
                .orElseThrow();
        assertThat(provider.arn()).hasToString("arn:aws:iam::000000000001:oidc-provider/Idp.example/Path/");
        assertThat(provider.clientIdList()).containsExactly("b", "a", "A");
        assertThat(provider.thumbprintList()).containsExactly("g".repeat(40), "g".repeat(40));
        assertThat(provider.tags()).containsExactly(new Tag("key", ""), new Tag("Key", "x"));
    }

    @Test
    void aRoleHasWhatItsEntrySays() throws Exception {
        Settings settings = load("""
                managedPolicies:
                  - {ManagedPolicyName: ReadOnly, Path: /shared/, Description: reads, PolicyDocument: $PERMISSIONS}
                roles:
                  - RoleName: Reader
                    Path: /apps/
                    Description: Reads
                    MaxSessionDuration: 7200
                    AssumeRolePolicyDocument: $TRUST
                    Policies: [{PolicyName: p, PolicyDocument: $PERMISSIONS}]
                    ManagedPolicyArns:
                      - arn:aws:iam::123456789012:policy/shared/ReadOnly
                      - arn:aws:iam::123456789012:policy/shared/ReadOnly
                    PermissionsBoundary: arn:aws:iam::123456789012:policy/shared/ReadOnly
                    Tags: [{Key: team, Value: mobile}]
                """);

        Role role = settings.directory()
                .role("arn:aws:iam::123456789012:role/apps/Reader")
                .orElseThrow();
        assertThat(role.description()).isEqualTo("Reads");
        assertThat(role.maxSessionDuration()).isEqualTo(Duration.ofHours(2));
        assertThat(role.policies()).singleElement().returns("p", it -> it.name());
        assertThat(role.managedPolicyArns()).containsExactly("arn:aws:iam::123456789012:policy/shared/ReadOnly");
        assertThat(role.permissionsBoundary()).contains("arn:aws:iam::123456789012:policy/shared/ReadOnly");
        assertThat(role.tags()).containsExactly(new Tag("team", "mobile"));
        assertThat(settings.directory().managedPolicy("arn:aws:iam::123456789012:policy/shared/ReadOnly"))
                .isPresent();
    }

    @Test
    void aBoundaryIsOptional() throws Exception {
        Settings settings = load("""
                managedPolicies: [{ManagedPolicyName: bound, PolicyDocument: $PERMISSIONS}]
                roles: [{RoleName: a, AssumeRolePolicyDocument: $TRUST}]
                users:
                  - {UserName: bounded, PermissionsBoundary: "arn:aws:iam::123456789012:policy/bound"}
                  - {UserName: free}
                """);

        assertThat(settings.directory().roles())
                .singleElement()
                .satisfies(role -> assertThat(role.permissionsBoundary()).isEmpty());
        assertThat(settings.directory().users())
                .extracting(User::permissionsBoundary)
                .containsExactly(Optional.of("arn:aws:iam::123456789012:policy/bound"), Optional.empty());
    }

    /** The file decides: the account that AWS writes into a key id need not be the user's. */
    @Test
    void anAccessKeyMayBelongToAnotherAccountThanItsIdSays() throws Exception {
        Settings settings = load("""
                users:
                  - UserName: a
                    account: 000000000001
                    accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: s}]
                """);

        assertThat(UniqueIds.accountOf("AKIARZPUZDIKGB2VALC4")).contains(new AccountId("123456789012"));
        assertThat(settings.directory()
                        .keyOwner("AKIARZPUZDIKGB2VALC4")
                        .orElseThrow()
                        .holder()
                        .account())
                .isEqualTo(new AccountId("000000000001"));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void uniqueIdsAreTheSameAtEveryStartAndTellTheirAccount() throws Exception {
        String yaml = """
                roles:
                  - {RoleName: a, AssumeRolePolicyDocument: $TRUST}
                  - {RoleName: b, AssumeRolePolicyDocument: $TRUST}
                  - {RoleName: a, account: 000000000001, AssumeRolePolicyDocument: $TRUST}
                users: [{UserName: a}]
                """;
        Settings settings = load(yaml);

        assertThat(settings.directory().roles()).hasSize(3).allSatisfy(role -> {
            assertThat(role.roleId()).startsWith("AROA").hasSize(21);
            assertThat(UniqueIds.accountOf(role.roleId())).contains(role.account());
            assertThat(load(yaml).directory().roleById(role.roleId()))
                    .map(Role::arn)
                    .contains(role.arn());
        });
        assertThat(settings.directory().users())
                .singleElement()
                .satisfies(user -> assertThat(user.userId()).startsWith("AIDA").hasSize(21));
    }

    @Test
    void anInlinePolicyKeepsTheTextOfItsValues() throws Exception {
        Settings settings = load("""
                roles:
                  - RoleName: a
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { AWS: 012345678901 }
                          Action: sts:AssumeRole
                          Condition:
                            StringEquals: { graph.facebook.com:app_id: 111222333444555 }
                            Bool: { aws:SecureTransport: true }
                """);

        assertThat(settings.directory().roles())
                .singleElement()
                .satisfies(role -> assertThat(role.trustPolicy().document())
                        .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"012345678901\"},\"Action\":\"sts:AssumeRole\","
                                + "\"Condition\":{\"StringEquals\":{\"graph.facebook.com:app_id\":\"111222333444555\"},"
                                + "\"Bool\":{\"aws:SecureTransport\":true}}}]}"));
    }
}
