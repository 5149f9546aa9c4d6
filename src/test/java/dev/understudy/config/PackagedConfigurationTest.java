package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.UniqueIds;
import dev.understudy.iam.Directory.KeyOwner;
import dev.understudy.iam.Role;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What works without any configuration of one's own; the README leans on every line of it. */
class PackagedConfigurationTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final JsonMapper JSON = new JsonMapper();

    private final Settings settings = load();

    @ParameterizedTest
    @CsvSource({
        "RoleForLoginWithAmazon, www.amazon.com, www.amazon.com:app_id, amzn1.application-oa2-123456",
        "RoleForFacebook, graph.facebook.com, graph.facebook.com:app_id, 111222333444555",
        "RoleForGoogle, accounts.google.com, accounts.google.com:aud, 666777888999000",
        "RoleForCognito, cognito-identity.amazonaws.com, cognito-identity.amazonaws.com:aud,"
                + " us-east:12345678-ffff-ffff-ffff-123456",
        "RoleForCognitoGuests, cognito-identity.amazonaws.com, cognito-identity.amazonaws.com:aud,"
                + " us-east:12345678-ffff-ffff-ffff-123456",
        "RoleForServerExample, arn:aws:iam::123456789012:oidc-provider/server.example.com, server.example.com:aud,"
                + " appid_from_oidc_idp",
        "RoleForGitHubActions, arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com,"
                + " token.actions.githubusercontent.com:sub, repo:octo-org/octo-repo:ref:refs/heads/main",
        "RoleForGitHubActions, arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com,"
                + " token.actions.githubusercontent.com:aud, sts.amazonaws.com",
    })
    void aRoleTrustsItsProviderForItsApplication(String name, String principal, String key, String value) {
        JsonNode policy = JSON.readTree(role(name).trustPolicy().document());
        JsonNode statement = policy.get("Statement").get(0);

        assertThat(policy.get("Version").asString()).isEqualTo("2012-10-17");
        assertThat(statement.get("Principal").get("Federated").asString()).isEqualTo(principal);
        assertThat(statement.get("Condition").get("StringEquals").get(key).asString())
                .isEqualTo(value);
    }

    @Test
    void aliceMayAssumeTheRoleForDevelopers() {
        JsonNode statement = JSON.readTree(
                        role("RoleForDevelopers").trustPolicy().document())
                .get("Statement")
                .get(0);

        assertThat(statement.at("/Principal/AWS").asString()).isEqualTo("arn:aws:iam::123456789012:user/alice");
        assertThat(statement.at("/Action").asString()).isEqualTo("sts:AssumeRole");
    }

    @Test
    void theGuestsRoleOfThePoolIsForGuests() {
        JsonNode statement = JSON.readTree(
                        role("RoleForCognitoGuests").trustPolicy().document())
                .get("Statement")
                .get(0);

        assertThat(statement
                        .at("/Condition/ForAnyValue:StringLike/cognito-identity.amazonaws.com:amr")
                        .asString())
                .isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "RoleForLoginWithAmazon, www.amazon.com:user_id",
        "RoleForFacebook, graph.facebook.com:id",
        "RoleForGoogle, accounts.google.com:sub",
        "RoleForCognito, cognito-identity.amazonaws.com:sub",
        "RoleForCognitoGuests, cognito-identity.amazonaws.com:sub",
        "RoleForServerExample, server.example.com:sub",
        "RoleForGitHubActions, aws:userid",
    })
    void aSessionIsConfinedToItsUser(String name, String variable) {
        assertThat(role(name).policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.policy().document())
                        .contains("\"Version\": \"2012-10-17\"", "/${" + variable + "}/*"));
    }

    @Test
    void thereAreEightRolesAndTheirProviders() {
        assertThat(settings.directory().roles()).hasSize(8);
        assertThat(settings.account()).isEqualTo(ACCOUNT);
        assertThat(settings.directory()
                        .oidcProvider(ACCOUNT, "server.example.com")
                        .orElseThrow()
                        .clientIdList())
                .containsExactly("appid_from_oidc_idp");
        assertThat(settings.directory()
                        .oidcProvider(ACCOUNT, "token.actions.githubusercontent.com")
                        .orElseThrow()
                        .clientIdList())
                .containsExactly("sts.amazonaws.com");
        assertThat(settings.issuers())
                .containsEntry("https://server.example.com", new KeySource.Local())
                .containsEntry("https://token.actions.githubusercontent.com", new KeySource.Local())
                .hasSize(9);
        assertThat(settings.accessTokens())
                .containsOnlyKeys("www.amazon.com", "graph.facebook.com")
                .allSatisfy((host, source) -> assertThat(source).isInstanceOf(AccessTokenSource.Local.class));
    }

    @Test
    void nothingInItIsProbablyAMistake() {
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void aliceHasTheDocumentedAccessKey() {
        KeyOwner owner = settings.directory().keyOwner("AKIARZPUZDIKGB2VALC4").orElseThrow();

        assertThat(owner.holder().arn()).hasToString("arn:aws:iam::123456789012:user/alice");
        assertThat(owner.key().secretAccessKey())
                .isEqualTo("understudy/documentation/only/EXAMPLEKEY")
                .hasSize(40);
        assertThat(UniqueIds.accountOf(owner.key().accessKeyId())).contains(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../config/Settings.class", "policies/../../config/Settings.class", "/etc/hostname", ".."})
    void noPathLeadsOutOfIt(String path) {
        assertThat(catchThrowableOfType(
                        UnreadableException.class, () -> ConfigSource.packaged().beside(path)))
                .hasMessage("it leads out of the packaged configuration");
    }

    private Role role(String name) {
        return settings.directory()
                .role("arn:aws:iam::123456789012:role/" + name)
                .orElseThrow();
    }

    private static Settings load() {
        try {
            return SettingsLoader.load(ConfigSource.packaged());
        } catch (InvalidConfigurationException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
