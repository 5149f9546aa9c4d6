package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cognito.CognitoErrorCode;
import dev.understudy.support.Fixture;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.AmbiguousRoleResolutionType;
import software.amazon.awssdk.services.cognitoidentity.model.CognitoIdentityException;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.IdentityPoolShortDescription;
import software.amazon.awssdk.services.cognitoidentity.model.InvalidIdentityPoolConfigurationException;
import software.amazon.awssdk.services.cognitoidentity.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentity.model.MappingRule;
import software.amazon.awssdk.services.cognitoidentity.model.MappingRuleMatchType;
import software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceConflictException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentity.model.RoleMapping;
import software.amazon.awssdk.services.cognitoidentity.model.RoleMappingType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** Identity pools with the AWS SDK, against the packaged configuration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CognitoTest {
    private static final String POOL = "us-east:12345678-ffff-ffff-ffff-123456";
    private static final String GOOGLE = "accounts.google.com";
    private static final String GOOGLE_APP = "666777888999000";
    private static final String ROLE = "arn:aws:iam::123456789012:role/RoleForCognito";
    private static final String GUESTS = "arn:aws:iam::123456789012:role/RoleForCognitoGuests";

    private Fixture fixture;
    private CognitoIdentityClient anybody;
    private CognitoIdentityClient alice;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
        anybody = client(AnonymousCredentialsProvider.create());
        alice = client(StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIARZPUZDIKGB2VALC4", Fixture.USER_SECRET)));
    }

    @AfterEach
    void reset() {
        fixture.understudy.reset();
    }

    @AfterAll
    void stop() {
        anybody.close();
        alice.close();
        fixture.close();
    }

    private CognitoIdentityClient client(AwsCredentialsProvider credentials) {
        return CognitoIdentityClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
    }

    private URI endpoint() {
        return fixture.understudy.endpoint();
    }

    private String google(String audience, String subject, String more) {
        return fixture.token("{\"issuer\": \"%s\", \"audience\": \"%s\", \"subject\": \"%s\"%s}"
                .formatted(GOOGLE, audience, subject, more));
    }

    private Map<String, String> login(String subject) {
        return Map.of(GOOGLE, google(GOOGLE_APP, subject, ""));
    }

    private String id(String pool, Map<String, String> logins) {
        return anybody.getId(call -> call.identityPoolId(pool).logins(logins)).identityId();
    }

    private Credentials credentials(String id, Map<String, String> logins) {
        return anybody.getCredentialsForIdentity(call -> call.identityId(id).logins(logins))
                .credentials();
    }

    /** Who the credentials make their holder. */
    private String identity(String accessKeyId, String secret, String sessionToken) {
        AwsCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsSessionCredentials.create(accessKeyId, secret, sessionToken));
        try (StsClient sts = StsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build()) {
            return sts.getCallerIdentity().arn();
        }
    }

    private String identity(Credentials credentials) {
        return identity(credentials.accessKeyId(), credentials.secretKey(), credentials.sessionToken());
    }

    private String assume(String role, String token) {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
            var credentials = sts.assumeRoleWithWebIdentity(
                            call -> call.roleArn(role).roleSessionName("app").webIdentityToken(token))
                    .credentials();
            return identity(credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
        }
    }

    @Test
    void a_guest_goes_the_basic_flow() {
        String id = id(POOL, Map.of());
        String token = anybody.getOpenIdToken(call -> call.identityId(id)).token();

        assertThat(id).startsWith("us-east:");
        assertThat(assume(GUESTS, token)).endsWith("assumed-role/RoleForCognitoGuests/app");
        // That role's trust policy looks at the pool alone.
        assertThat(assume(ROLE, token)).endsWith("assumed-role/RoleForCognito/app");
        assertThat(id(POOL, Map.of())).as("every guest is another").isNotEqualTo(id);
    }

    @Test
    void a_user_goes_the_basic_flow() {
        Map<String, String> logins = login("10769150350006150715113082367");
        String id = id(POOL, logins);
        String token = anybody.getOpenIdToken(call -> call.identityId(id).logins(logins))
                .token();

        assertThat(id(POOL, logins)).as("the same each time").isEqualTo(id);
        assertThat(assume(ROLE, token)).endsWith("assumed-role/RoleForCognito/app");
        assertThatThrownBy(() -> assume(GUESTS, token))
                .as("amr says authenticated")
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void the_pool_chooses_the_role_in_the_enhanced_flow() {
        Credentials guest = credentials(id(POOL, Map.of()), Map.of());
        assertThat(identity(guest)).endsWith("assumed-role/RoleForCognitoGuests/CognitoIdentityCredentials");
        assertThat(guest.expiration())
                .isBetween(
                        fixture.clock.instant().plusSeconds(3590),
                        fixture.clock.instant().plusSeconds(3610));

        Map<String, String> logins = login("42");
        assertThat(identity(credentials(id(POOL, logins), logins)))
                .endsWith("assumed-role/RoleForCognito/CognitoIdentityCredentials");
    }

    @Test
    void a_login_must_be_good_and_the_pools() {
        Map<String, String> messages = Map.of(
                google("another-app", "1", ""),
                "Invalid login token.",
                google(GOOGLE_APP, "1", ", \"expiresIn\": -3600"),
                "Invalid login token. Token expired",
                google(GOOGLE_APP, "1", ", \"algorithm\": \"none\""),
                "Invalid login token.",
                google(GOOGLE_APP, "1", ", \"omitClaims\": [\"aud\"]"),
                "Missing a required claim: aud",
                fixture.token("{}"),
                "Invalid login token. Issuer doesn't match providerName",
                "garbage",
                "Invalid login token.");
        messages.forEach((token, message) -> assertThatThrownBy(() -> id(POOL, Map.of(GOOGLE, token)))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining(message));
        assertThatThrownBy(() -> id(POOL, Map.of("server.example.com", fixture.token("{}"))))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Token is not from a supported provider of this identity pool.");
    }

    @Test
    void an_identity_is_its_owners_only() {
        String id = id(POOL, login("owner"));
        assertThatThrownBy(() -> credentials(id, Map.of()))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Access to Identity '" + id + "' is forbidden.");
        assertThatThrownBy(() -> credentials(id, login("another")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Logins don't match.");
        assertThatThrownBy(() -> credentials("us-east:00000000-0000-0000-0000-000000000000", Map.of()))
                .isInstanceOf(ResourceNotFoundException.class);

        String guest = id(POOL, Map.of());
        assertThatThrownBy(() -> credentials(guest, login("owner")))
                .as("the login is another identity's")
                .isInstanceOf(ResourceConflictException.class);
        assertThat(identity(credentials(guest, login("newcomer"))))
                .as("a guest who signs in")
                .contains("RoleForCognito/");
        assertThat(id(POOL, login("newcomer"))).isEqualTo(guest);
    }

    @Test
    void a_guest_cannot_make_itself_a_user() {
        String guest = id(POOL, Map.of());
        String token = anybody.getOpenIdToken(call -> call.identityId(guest)).token();
        Map<String, String> own = Map.of("cognito-identity.amazonaws.com", token);
        assertThatThrownBy(() -> credentials(guest, own)).isInstanceOf(NotAuthorizedException.class);
        assertThatThrownBy(() -> id(POOL, own)).isInstanceOf(NotAuthorizedException.class);

        Map<String, String> logins = login("another");
        String user = id(POOL, logins);
        String users = anybody.getOpenIdToken(call -> call.identityId(user).logins(logins))
                .token();
        Map<String, String> usersOwn = Map.of("cognito-identity.amazonaws.com", users);
        assertThat(identity(credentials(user, usersOwn))).contains("RoleForCognito/");
        assertThatThrownBy(() -> credentials(guest, usersOwn))
                .as("a token of another identity")
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void logins_of_an_identity_are_not_replaced() {
        alice.updateIdentityPool(call -> call.identityPoolId(POOL)
                .identityPoolName("MobileApp")
                .allowUnauthenticatedIdentities(true)
                .supportedLoginProviders(Map.of(GOOGLE, GOOGLE_APP))
                .openIdConnectProviderARNs("arn:aws:iam::123456789012:oidc-provider/server.example.com"));
        String server = "server.example.com";
        Map<String, String> first = Map.of(GOOGLE, google(GOOGLE_APP, "u1", ""), server, fixture.token());
        String id = id(POOL, first);
        Map<String, String> second = Map.of(GOOGLE, google(GOOGLE_APP, "u2", ""), server, fixture.token());
        assertThatThrownBy(() -> credentials(id, second)).isInstanceOf(ResourceConflictException.class);
        assertThat(identity(credentials(id, login("u1")))).contains("RoleForCognito/");

        // The id that the login would have is taken by its former identity.
        anybody.unlinkIdentity(call -> call.identityId(id).logins(first).loginsToRemove(GOOGLE));
        assertThat(id(POOL, login("u1"))).isNotEqualTo(id);
        assertThat(identity(credentials(id, Map.of(server, fixture.token())))).contains("RoleForCognito/");
    }

    @Test
    void a_pool_is_made_changed_and_removed() {
        String id = alice.createIdentityPool(
                        call -> call.identityPoolName("Orders").allowUnauthenticatedIdentities(true))
                .identityPoolId();
        assertThat(id).matches("us-east-1:[0-9a-f-]{36}");
        assertThat(alice.listIdentityPools(call -> call.maxResults(60)).identityPools())
                .extracting(IdentityPoolShortDescription::identityPoolId)
                .containsExactlyInAnyOrder(id, POOL);
        var first = alice.listIdentityPools(call -> call.maxResults(1));
        assertThat(alice.listIdentityPools(call -> call.maxResults(1).nextToken(first.nextToken()))
                        .identityPools())
                .hasSize(1)
                .isNotEqualTo(first.identityPools());

        String guest = id(id, Map.of());
        assertThatThrownBy(() -> credentials(guest, Map.of()))
                .as("no roles yet")
                .isInstanceOf(InvalidIdentityPoolConfigurationException.class);
        alice.setIdentityPoolRoles(call -> call.identityPoolId(id).roles(Map.of("unauthenticated", GUESTS)));
        assertThat(alice.getIdentityPoolRoles(call -> call.identityPoolId(id)).roles())
                .isEqualTo(Map.of("unauthenticated", GUESTS));
        assertThatThrownBy(() -> credentials(guest, Map.of()))
                .as("the role trusts another pool")
                .isInstanceOf(InvalidIdentityPoolConfigurationException.class);
        assertThatThrownBy(() -> anybody.getOpenIdToken(call -> call.identityId(guest)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Basic (classic) flow is not enabled, please use enhanced flow.");

        alice.updateIdentityPool(call -> call.identityPoolId(id)
                .identityPoolName("Orders")
                .allowUnauthenticatedIdentities(false)
                .allowClassicFlow(true));
        assertThat(alice.describeIdentityPool(call -> call.identityPoolId(id)).allowClassicFlow())
                .isTrue();
        assertThatThrownBy(() -> id(id, Map.of()))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("Unauthenticated access is not supported for this identity pool.");
        alice.deleteIdentityPool(call -> call.identityPoolId(id));
        assertThatThrownBy(() -> alice.describeIdentityPool(call -> call.identityPoolId(id)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("IdentityPool '" + id + "' not found.");
    }

    @Test
    void rules_map_claims_to_roles() {
        RoleMapping mapping = RoleMapping.builder()
                .type(RoleMappingType.RULES)
                .ambiguousRoleResolution(AmbiguousRoleResolutionType.DENY)
                .rulesConfiguration(rules -> rules.rules(
                        rule("hd", MappingRuleMatchType.EQUALS, "staff.example.com", ROLE),
                        rule("email", MappingRuleMatchType.STARTS_WITH, "ops-", ROLE),
                        rule("groups", MappingRuleMatchType.CONTAINS, "adm", ROLE)))
                .build();
        alice.setIdentityPoolRoles(call -> call.identityPoolId(POOL)
                .roles(Map.of("authenticated", ROLE, "unauthenticated", GUESTS))
                .roleMappings(Map.of(GOOGLE, mapping)));
        assertThat(alice.getIdentityPoolRoles(call -> call.identityPoolId(POOL)).roleMappings())
                .isEqualTo(Map.of(GOOGLE, mapping));

        for (String claims : List.of(
                "{\"hd\": \"staff.example.com\"}",
                "{\"email\": \"ops-1@example.com\"}",
                "{\"groups\": [\"users\", \"admins\"]}")) {
            Map<String, String> logins = Map.of(GOOGLE, google(GOOGLE_APP, "mapped", ", \"claims\": " + claims));
            assertThat(identity(credentials(id(POOL, logins), logins))).contains("RoleForCognito/");
        }
        for (String claims : List.of("{}", "{\"hd\": \"staff.example\"}", "{\"email\": \"1-ops-@example.com\"}")) {
            Map<String, String> logins = Map.of(GOOGLE, google(GOOGLE_APP, "unmapped", ", \"claims\": " + claims));
            assertThatThrownBy(() -> credentials(id(POOL, logins), logins)).isInstanceOf(NotAuthorizedException.class);
        }
    }

    private static MappingRule rule(String claim, MappingRuleMatchType match, String value, String role) {
        return MappingRule.builder()
                .claim(claim)
                .matchType(match)
                .value(value)
                .roleARN(role)
                .build();
    }

    @Test
    void a_token_may_list_and_prefer_roles() {
        RoleMapping mapping = RoleMapping.builder()
                .type(RoleMappingType.TOKEN)
                .ambiguousRoleResolution(AmbiguousRoleResolutionType.DENY)
                .build();
        alice.setIdentityPoolRoles(call ->
                call.identityPoolId(POOL).roles(Map.of("authenticated", ROLE)).roleMappings(Map.of(GOOGLE, mapping)));
        Map<String, String> roles = Map.of(
                "{\"cognito:preferred_role\": \"" + ROLE + "\"}", "RoleForCognito/",
                "{\"cognito:roles\": [\"" + ROLE + "\"]}", "RoleForCognito/");
        roles.forEach((claims, role) -> {
            Map<String, String> logins = Map.of(GOOGLE, google(GOOGLE_APP, "t", ", \"claims\": " + claims));
            assertThat(identity(credentials(id(POOL, logins), logins))).contains(role);
        });
        Map<String, String> two = Map.of(
                GOOGLE,
                google(GOOGLE_APP, "t", ", \"claims\": {\"cognito:roles\": [\"%s\", \"%s\"]}".formatted(ROLE, GUESTS)));
        String id = id(POOL, two);
        assertThatThrownBy(() -> credentials(id, two)).isInstanceOf(NotAuthorizedException.class);
        assertThat(identity(anybody.getCredentialsForIdentity(
                                call -> call.identityId(id).logins(two).customRoleArn(ROLE))
                        .credentials()))
                .contains("RoleForCognito/");
        Map<String, String> none = login("t");
        assertThatThrownBy(() -> anybody.getCredentialsForIdentity(
                        call -> call.identityId(id).logins(none).customRoleArn(ROLE)))
                .isInstanceOf(NotAuthorizedException.class);
    }

    @Test
    void a_developer_signs_users_in() {
        String pool = alice.createIdentityPool(call -> call.identityPoolName("Dev")
                        .allowUnauthenticatedIdentities(false)
                        .developerProviderName("login.my.app"))
                .identityPoolId();
        var first = alice.getOpenIdTokenForDeveloperIdentity(call ->
                call.identityPoolId(pool).logins(Map.of("login.my.app", "u1")).principalTags(Map.of("team", "red")));
        var again = alice.getOpenIdTokenForDeveloperIdentity(
                call -> call.identityPoolId(pool).logins(Map.of("login.my.app", "u1")));
        assertThat(again.identityId()).isEqualTo(first.identityId());
        assertThatThrownBy(() -> alice.getOpenIdTokenForDeveloperIdentity(
                        call -> call.identityPoolId(pool).logins(Map.of("login.other.app", "u1"))))
                .isInstanceOf(InvalidParameterException.class);

        // The app goes on with the token of its server; no role trusts this pool.
        assertThatThrownBy(
                        () -> credentials(first.identityId(), Map.of("cognito-identity.amazonaws.com", first.token())))
                .isInstanceOf(InvalidIdentityPoolConfigurationException.class);
        assertThatThrownBy(() -> credentials(first.identityId(), Map.of())).isInstanceOf(NotAuthorizedException.class);
        assertThat(alice.describeIdentity(call -> call.identityId(first.identityId()))
                        .logins())
                .containsExactly("login.my.app");
    }

    @Test
    void identities_are_listed_and_unlinked() {
        Map<String, String> logins = login("leaver");
        String id = id(POOL, logins);
        assertThat(alice.listIdentities(call -> call.identityPoolId(POOL).maxResults(10))
                        .identities())
                .singleElement()
                .satisfies(identity -> {
                    assertThat(identity.identityId()).isEqualTo(id);
                    assertThat(identity.logins()).containsExactly(GOOGLE);
                    assertThat(identity.creationDate()).isNotNull();
                });
        anybody.unlinkIdentity(call -> call.identityId(id).logins(logins).loginsToRemove(GOOGLE));
        assertThatThrownBy(() -> credentials(id, Map.of())).isInstanceOf(NotAuthorizedException.class);
        assertThat(alice.listIdentities(
                                call -> call.identityPoolId(POOL).maxResults(10).hideDisabled(true))
                        .identities())
                .isEmpty();
    }

    @Test
    void leave_may_depend_on_the_request() {
        try (Fixture elsewhere = Fixture.of("""
                users:
                  - UserName: bob
                    Policies:
                      - PolicyName: pools
                        PolicyDocument:
                          Version: 2012-10-17
                          Statement:
                            - { Effect: Allow, Action: "cognito-identity:*", Resource: "*", Condition: { IpAddress: { "aws:SourceIp": "127.0.0.0/8" } } }
                            - { Effect: Deny, Action: "cognito-identity:DeleteIdentityPool", Resource: "*", Condition: { StringEquals: { "aws:RequestedRegion": us-east-1 } } }
                    accessKeys: [{ AccessKeyId: AKIARZPUZDIKGB2VALC5, SecretAccessKey: not-a-secret }]
                """);
                CognitoIdentityClient bob = CognitoIdentityClient.builder()
                        .endpointOverride(elsewhere.understudy.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIARZPUZDIKGB2VALC5", "not-a-secret")))
                        .build()) {
            String id = bob.createIdentityPool(
                            call -> call.identityPoolName("P").allowUnauthenticatedIdentities(false))
                    .identityPoolId();
            assertThatThrownBy(() -> bob.deleteIdentityPool(call -> call.identityPoolId(id)))
                    .hasMessageContaining("is not authorized to perform: cognito-identity:DeleteIdentityPool");
        }
    }

    @Test
    void administration_needs_a_signature_and_leave() {
        assertThatThrownBy(() -> anybody.listIdentityPools(call -> call.maxResults(1)))
                .isInstanceOf(CognitoIdentityException.class)
                .hasMessageContaining("Request is missing Authentication Token");
        CognitoIdentityClient forger =
                client(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIARZPUZDIKGB2VALC4", "wrong")));
        assertThatThrownBy(() -> forger.listIdentityPools(call -> call.maxResults(1)))
                .isInstanceOf(CognitoIdentityException.class)
                .hasMessageContaining("signature");
        Map<String, String> logins = login("nobody");
        Credentials user = credentials(id(POOL, logins), logins);
        try (CognitoIdentityClient without = client(StaticCredentialsProvider.create(
                AwsSessionCredentials.create(user.accessKeyId(), user.secretKey(), user.sessionToken())))) {
            assertThatThrownBy(() -> without.describeIdentityPool(call -> call.identityPoolId(POOL)))
                    .isInstanceOf(CognitoIdentityException.class)
                    .hasMessageContaining("is not authorized to perform: cognito-identity:DescribeIdentityPool on"
                            + " resource: arn:aws:cognito-identity:us-east-1:123456789012:identitypool/" + POOL);
        }
        forger.close();
    }

    /** Tests may name them, though the room that keeps calls does not know the one that answers these. */
    @Test
    void every_error_of_identity_pools_can_be_asked_for() {
        for (CognitoErrorCode code : CognitoErrorCode.values()) {
            assertThat(fixture.get("/_understudy/events?error=" + code.wireCode())
                            .statusCode())
                    .as(code.wireCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void calls_are_kept_without_their_tokens() {
        String token = google(GOOGLE_APP, "seen", "");
        id(POOL, Map.of(GOOGLE, token));
        assertThatThrownBy(() -> id(POOL, Map.of(token, GOOGLE))).isInstanceOf(CognitoIdentityException.class);
        String events = fixture.get("/_understudy/events?action=GetId").body();
        assertThat(events).contains("\"action\":\"GetId\"", GOOGLE).doesNotContain(token);
        assertThat(events).doesNotContain(token.substring(0, 20));
        assertThat(fixture.get("/_understudy/events?error=ValidationException").body())
                .contains("\"action\":\"GetId\"");
    }
}
