package dev.understudy.idp;

import static dev.understudy.idp.ProviderFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core, section 5.3, with the errors of RFC 6750. */
class UserInfoTest {
    private final ProviderFixture fixture = new ProviderFixture();

    private HttpResponse userInfo(String accessToken) {
        return fixture.get("/realm/userinfo", "", "Authorization", "Bearer " + accessToken);
    }

    private static void isRefused(HttpResponse answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).required("error").asString()).isEqualTo(error);
        assertThat(answer.headers().first("WWW-Authenticate")).contains("Bearer error=\"" + error + "\"");
    }

    private String accessToken(String... changes) {
        return fixture.tokens(changes).required("access_token").asString();
    }

    @Test
    void an_access_token_opens_the_claims_of_its_scope() {
        assertThat(json(userInfo(accessToken()))).isEqualTo(ProviderFixture.JSON.readTree("""
                {"sub": "alice", "name": "Alice <b>Example", "email": "alice@example.com", "email_verified": true,
                 "groups": ["admin"]}
                """));
        assertThat(json(userInfo(accessToken("scope=openid email"))).has("name"))
                .isFalse();
        assertThat(json(userInfo(accessToken("subject=carol"))).propertyNames()).containsExactly("sub");
        assertThat(fixture.post("/realm/userinfo", "", "Authorization", "bearer " + accessToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void it_opens_nothing_from_its_expiry_on() {
        String token = accessToken();
        fixture.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(userInfo(token).status()).isEqualTo(200);
        fixture.clock.advance(Duration.ofMillis(1));
        isRefused(userInfo(token), 401, "invalid_token");
    }

    @Test
    void no_other_token_will_do() {
        isRefused(userInfo(fixture.tokens().required("id_token").asString()), 401, "invalid_token");
        isRefused(userInfo(accessToken("scope=profile")), 403, "insufficient_scope");
        isRefused(
                userInfo(
                        fixture.issuers.sign(TokenRequest.of(ProviderFixture.ISSUER, ProviderFixture.ISSUER, "alice"))),
                403,
                "insufficient_scope");
        isRefused(
                userInfo(fixture.issuers.sign(
                        TokenRequest.of(ProviderFixture.OPEN_ISSUER, ProviderFixture.ISSUER, "alice"))),
                401,
                "invalid_token");
        String service = json(fixture.token(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "web: app",
                        "client_secret", "s%cr+t ü",
                        "scope", "openid")))
                .required("access_token")
                .asString();
        isRefused(userInfo(service), 401, "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer ", "Bearer x.y.z", "x"})
    void without_a_bearer_token_there_is_nothing(String authorization) {
        isRefused(fixture.get("/realm/userinfo", "", "Authorization", authorization), 401, "invalid_token");
        isRefused(fixture.get("/realm/userinfo", ""), 401, "invalid_token");
    }

    /** What is published may be spoilt; the provider itself knows its keys. */
    @Test
    void a_fault_of_the_published_keys_does_not_count_here() {
        String token = accessToken();
        fixture.issuers.breakKeys(ProviderFixture.ISSUER, KeyFault.UNAVAILABLE, 1);

        assertThat(userInfo(token).status()).isEqualTo(200);
        assertThat(fixture.get("/realm/jwks", "").status()).isEqualTo(503);
    }
}
