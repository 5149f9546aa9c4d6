package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.StubProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** The two built-in providers whose tokens are JSON Web Tokens. */
class GoogleAndCognitoTest {
    private static final String ROLES = "arn:aws:iam::123456789012:role/";
    private static final String GOOGLE = "accounts.google.com";
    private static final String COGNITO = "cognito-identity.amazonaws.com";

    private static String role(String provider, String condition) {
        return """
                roles:
                  - RoleName: Conditioned
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: %1$s }
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition: %2$s
                """.formatted(provider, condition);
    }

    private static String google(String key, String value) {
        return role(GOOGLE, "{ StringEquals: { \"%s:%s\": \"%s\" } }".formatted(GOOGLE, key, value));
    }

    private static String token(Fixture fixture, String issuer, String audience, String claims) {
        return fixture.token("{\"issuer\":\"%s\",\"audience\":\"%s\",\"subject\":\"me\",\"claims\":%s}"
                .formatted(issuer, audience, claims));
    }

    private static AssumeRoleWithWebIdentityResponse assume(Fixture fixture, String role, String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request ->
                    request.roleArn(ROLES + role).roleSessionName("app").webIdentityToken(token));
        }
    }

    private static int status(Fixture fixture, String token) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", ROLES + "Conditioned");
        return fixture.call(parameters).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts.google.com", "https://accounts.google.com"})
    void google_may_name_itself_with_a_scheme_and_without(String issuer) {
        try (Fixture fixture = Fixture.packaged()) {
            String token = token(fixture, issuer, "666777888999000", "{\"iss\":\"" + issuer + "\"}");
            AssumeRoleWithWebIdentityResponse session = assume(fixture, "RoleForGoogle", token);

            assertThat(session.provider()).isEqualTo(GOOGLE);
            assertThat(session.audience()).isEqualTo("666777888999000");
            assertThat(session.subjectFromWebIdentityToken()).isEqualTo("me");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            aud,  the-app,     200
            aud,  the-backend, 403
            oaud, the-backend, 200
            oaud, the-app,     403
            """)
    void an_authorized_party_is_googles_audience(String key, String value, int status) {
        try (Fixture fixture = Fixture.of(google(key, value))) {
            String token = token(fixture, GOOGLE, "the-backend", "{\"azp\":\"the-app\"}");
            assertThat(status(fixture, token)).isEqualTo(status);
        }
    }

    @Test
    void the_authorized_party_is_what_the_response_calls_audience() {
        try (Fixture fixture = Fixture.packaged()) {
            String token = token(fixture, GOOGLE, "the-backend", "{\"azp\":\"666777888999000\"}");
            assertThat(assume(fixture, "RoleForGoogle", token).audience()).isEqualTo("666777888999000");
        }
    }

    /** A set operator over all values is true of none too, as AWS documents it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ForAnyValue:StringLike    | unauthenticated | ["unauthenticated"]                        | 200
            ForAnyValue:StringLike    | authenticated   | ["unauthenticated"]                        | 403
            ForAnyValue:StringLike    | authenticated   | ["authenticated","graph.facebook.com"]     | 200
            ForAnyValue:StringLike    | unauthenticated | ["authenticated","graph.facebook.com"]     | 403
            ForAnyValue:StringLike    | graph.*         | ["authenticated","graph.facebook.com"]     | 200
            ForAnyValue:StringEquals  | graph.*         | ["authenticated","graph.facebook.com"]     | 403
            ForAnyValue:StringLike    | *               | []                                         | 403
            ForAllValues:StringLike   | authenticated   | ["authenticated"]                          | 200
            ForAllValues:StringLike   | authenticated   | ["authenticated","graph.facebook.com"]     | 403
            ForAllValues:StringLike   | unauthenticated | ["unauthenticated"]                        | 200
            ForAllValues:StringLike   | authenticated   | []                                         | 200
            """)
    void amr_says_how_a_user_of_the_pool_signed_in(String operator, String value, String amr, int status) {
        String condition = """
                { StringEquals: { "%1$s:aud": pool }, "%2$s": { "%1$s:amr": "%3$s" } }""".formatted(COGNITO, operator, value);
        try (Fixture fixture = Fixture.of(role(COGNITO, condition))) {
            assertThat(status(fixture, token(fixture, COGNITO, "pool", "{\"amr\":" + amr + "}")))
                    .isEqualTo(status);
        }
    }

    @Test
    void a_guest_of_the_pool_is_named_in_the_response() {
        try (Fixture fixture = Fixture.packaged()) {
            String pool = "us-east:12345678-ffff-ffff-ffff-123456";
            String token = token(fixture, "https://" + COGNITO, pool, "{\"amr\":[\"unauthenticated\"]}");
            AssumeRoleWithWebIdentityResponse session = assume(fixture, "RoleForCognitoGuests", token);

            assertThat(session.provider()).isEqualTo(COGNITO);
            assertThat(session.audience()).isEqualTo(pool);
            assertThat(session.subjectFromWebIdentityToken()).isEqualTo("me");
        }
    }

    /** Tokens of a local Google stand for the real one's: their keys are served by the address that is configured. */
    @Test
    void googles_keys_come_from_the_configured_address() {
        try (StubProvider google = new StubProvider();
                Fixture local = Fixture.packaged();
                Fixture remote = Fixture.of(
                        "issuers: { accounts.google.com: { jwksUri: \"%s\" } }\n".formatted(google.uri("/certs"))
                                + google("aud", "app"))) {
            String token = token(local, "https://accounts.google.com", "app", "{}");
            google.answers(200, "{\"keys\":[]}");
            assertThat(status(remote, token)).as("without its key").isEqualTo(400);

            google.answers(
                    200,
                    local.get("/_understudy/issuers/accounts.google.com/jwks").body());
            remote.control("POST", "/_understudy/reset", "");
            remote.clock.advance(Duration.ofMinutes(2));
            assertThat(status(remote, token)).isEqualTo(200);
        }
    }
}
