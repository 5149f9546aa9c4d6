package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.support.Fixture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each packaged role with web identities: whom its trust policy lets in, whom it keeps out, and what is said of that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustPoliciesOfTheGuideTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String POOL = "us-east:12345678-ffff-ffff-ffff-123456";
    private static final String DENIED = "AccessDenied";
    private static final String INVALID = "InvalidIdentityToken";
    private static final String REJECTED = "IDPRejectedClaim";

    private Fixture fixture;

    /**
     * A role, its provider, its app and the claim whose condition key holds it; and what another app's id and a token
     * that is none of the provider's are answered with.
     */
    enum Role {
        LOGIN_WITH_AMAZON(
                "RoleForLoginWithAmazon", "www.amazon.com", "amzn1.application-oa2-123456", "app_id", DENIED, REJECTED),
        FACEBOOK("RoleForFacebook", "graph.facebook.com", "111222333444555", "app_id", DENIED, REJECTED),
        GOOGLE("RoleForGoogle", "accounts.google.com", "666777888999000", "aud", DENIED, INVALID),
        SERVER_EXAMPLE("RoleForServerExample", "server.example.com", "appid_from_oidc_idp", "aud", INVALID, INVALID),
        COGNITO("RoleForCognito", "cognito-identity.amazonaws.com", POOL, "aud", DENIED, INVALID),
        COGNITO_GUESTS("RoleForCognitoGuests", "cognito-identity.amazonaws.com", POOL, "aud", DENIED, INVALID);

        final String roleName;
        final String host;
        final String app;
        final String key;
        final String anotherApp;
        final String noToken;

        Role(String roleName, String host, String app, String key, String anotherApp, String noToken) {
            this.roleName = roleName;
            this.host = host;
            this.app = app;
            this.key = host + ":" + key;
            this.anotherApp = anotherApp;
            this.noToken = noToken;
        }

        String arn() {
            return "arn:aws:iam::123456789012:role/" + roleName;
        }

        /** Access tokens are opaque, so their provider is named beside them. */
        Optional<String> providerId() {
            return Optional.of(host).filter(named -> noToken.equals(REJECTED));
        }

        Role another() {
            return this == GOOGLE ? LOGIN_WITH_AMAZON : GOOGLE;
        }
    }

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private String token(Role role, String audience, int expiresIn) {
        String issuer = role == Role.SERVER_EXAMPLE ? Fixture.ISSUER : role.host;
        String claims = role == Role.COGNITO_GUESTS ? "{\"amr\":[\"unauthenticated\"]}" : "{}";
        return fixture.token("{\"issuer\":\"%s\",\"audience\":\"%s\",\"subject\":\"me\",\"expiresIn\":%d,\"claims\":%s}"
                .formatted(issuer, audience, expiresIn, claims));
    }

    private String token(Role role) {
        return token(role, role.app, 3600);
    }

    private AssumeRoleWithWebIdentityResponse assume(Role role, Optional<String> providerId, String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> {
                request.roleArn(role.arn()).roleSessionName("app").webIdentityToken(token);
                providerId.ifPresent(request::providerId);
            });
        }
    }

    private String refusal(Role role, Optional<String> providerId, String token) {
        StsException refusal = catchThrowableOfType(StsException.class, () -> assume(role, providerId, token));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.awsErrorDetails().errorCode();
    }

    private JsonNode explained(Role role, Optional<String> providerId, String token) {
        Map<String, String> parameters = new HashMap<>(Map.of("RoleArn", role.arn(), "WebIdentityToken", token));
        providerId.ifPresent(id -> parameters.put("ProviderId", id));
        return fixture.control("POST", "/_understudy/explain", JSON.writeValueAsString(parameters));
    }

    private String summary(Role role, Optional<String> providerId, String token) {
        return explained(role, providerId, token).required("summary").asString();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_user_of_the_right_app_is_let_in_as_the_role(Role role) {
        AssumeRoleWithWebIdentityResponse session = assume(role, role.providerId(), token(role));

        assertThat(session.audience()).isEqualTo(role.app);
        assertThat(session.subjectFromWebIdentityToken()).isEqualTo("me");
        try (StsClient sts = fixture.sts(session.credentials())) {
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/" + role.roleName + "/app");
        }
        assertThat(explained(role, role.providerId(), token(role))
                        .required("outcome")
                        .asString())
                .isEqualTo("allowed");
    }

    /** Where the provider's client ids decide, the trust policy is not reached: the token itself is refused. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void a_user_of_another_app_is_kept_out(Role role) {
        String token = token(role, "another-app", 3600);

        assertThat(refusal(role, role.providerId(), token)).isEqualTo(role.anotherApp);
        assertThat(summary(role, role.providerId(), token)).contains("another-app", role.app);
        if (role.anotherApp.equals(DENIED)) {
            assertThat(summary(role, role.providerId(), token)).contains(role.key);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_user_of_another_provider_is_kept_out(Role role) {
        Role another = role.another();
        String token = token(another, role.app, 3600);

        assertThat(refusal(role, another.providerId(), token)).isEqualTo(DENIED);
        assertThat(summary(role, another.providerId(), token)).contains(role.host, another.host);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void an_expired_token_is_refused_as_such(Role role) {
        String token = token(role, role.app, -3600);

        assertThat(refusal(role, role.providerId(), token)).isEqualTo("ExpiredTokenException");
        assertThat(summary(role, role.providerId(), token)).contains("expired at");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void garbage_is_no_token(Role role) {
        assertThat(refusal(role, role.providerId(), "garbage")).isEqualTo(role.noToken);
    }

    /** Twenty characters from the end is signature in every token, and no bits that are left over. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void a_broken_signature_does_not_do(Role role) {
        StringBuilder token = new StringBuilder(token(role));
        int within = token.length() - 20;
        token.setCharAt(within, token.charAt(within) == 'A' ? 'B' : 'A');
        String broken = token.toString();

        assertThat(refusal(role, role.providerId(), broken)).isEqualTo(role.noToken);
        assertThat(summary(role, role.providerId(), broken)).contains("signature");
    }

    /** The packaged guests' role is for guests: "amr" decides, and the explanation shows what the token says of it. */
    @ParameterizedTest
    @EnumSource(value = Role.class, names = "COGNITO_GUESTS")
    void a_user_who_signed_in_is_no_guest(Role guests) {
        String token = fixture.token("""
                {"issuer":"%s","audience":"%s","claims":{"amr":["authenticated","graph.facebook.com"]}}""".formatted(guests.host, POOL));

        assertThat(refusal(guests, Optional.empty(), token)).isEqualTo(DENIED);
        assertThat(summary(guests, Optional.empty(), token))
                .contains(
                        "cognito-identity.amazonaws.com:amr", "unauthenticated", "authenticated", "graph.facebook.com");
    }
}
