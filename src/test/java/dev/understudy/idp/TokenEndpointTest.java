package dev.understudy.idp;

import static dev.understudy.idp.ProviderFixture.VERIFIER;
import static dev.understudy.idp.ProviderFixture.claims;
import static dev.understudy.idp.ProviderFixture.header;
import static dev.understudy.idp.ProviderFixture.json;
import static dev.understudy.idp.ProviderFixture.redemption;
import static dev.understudy.idp.ProviderFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The token endpoint and what it issues: RFC 6749, RFC 7636, RFC 9068 and OpenID Connect Core. */
class TokenEndpointTest {
    private static final String SECRET = "s%cr+t ü";

    private final ProviderFixture fixture = new ProviderFixture();

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void isRefused(HttpResponse answer, String error, String description) {
        assertThat(json(answer).path("error_description").asString()).isEqualTo(description);
        assertThat(json(answer).path("error").asString()).isEqualTo(error);
        assertThat(answer.status()).isEqualTo(error.equals("invalid_client") ? 401 : 400);
        assertThat(answer.headers().first("Cache-Control")).contains("no-store");
    }

    @Test
    void a_code_becomes_an_id_token_an_access_token_and_a_refresh_token() {
        fixture.clock.advance(Duration.ofSeconds(7));
        String code = fixture.code();
        fixture.clock.advance(Duration.ofSeconds(3));
        HttpResponse answer = fixture.token(redemption(code));
        JsonNode tokens = json(answer);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Cache-Control")).contains("no-store");
        assertThat(tokens.propertyNames())
                .containsExactly("access_token", "token_type", "expires_in", "scope", "id_token", "refresh_token");
        assertThat(tokens.required("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.required("expires_in").asInt()).isEqualTo(600);
        assertThat(tokens.required("scope").asString()).isEqualTo("openid profile email");
        long now = ProviderFixture.NOW.getEpochSecond() + 10;
        String accessToken = tokens.required("access_token").asString();
        JsonNode id = claims(tokens.required("id_token").asString());
        byte[] half = java.util.Arrays.copyOf(Sha256.of(accessToken), 16);
        assertThat(((tools.jackson.databind.node.ObjectNode) id).without("jti"))
                .isEqualTo(ProviderFixture.JSON.readTree("""
                {"iss": "https://idp.example.test/realm", "sub": "alice", "aud": "app", "azp": "app", "nonce": "n-1",
                 "iat": %d, "exp": %d, "auth_time": %d, "at_hash": "%s", "name": "Alice <b>Example",
                 "email": "alice@example.com", "email_verified": true, "groups": ["admin"]}
                """.formatted(
                                now,
                                now + 600,
                                now - 3,
                                Base64.getUrlEncoder().withoutPadding().encodeToString(half))));
        assertThat(header(accessToken).required("typ").asString()).isEqualTo("at+jwt");
        JsonNode access = claims(accessToken);
        assertThat(((tools.jackson.databind.node.ObjectNode) access).without("jti"))
                .isEqualTo(ProviderFixture.JSON.readTree("""
                {"iss": "https://idp.example.test/realm", "sub": "alice", "aud": "https://idp.example.test/realm",
                 "client_id": "app", "scope": "openid profile email", "iat": %d, "exp": %d}
                """.formatted(now, now + 600)));
    }

    @Test
    void without_openid_there_is_no_id_token_and_with_it_alone_no_profile() {
        assertThat(fixture.tokens("scope").has("id_token")).isFalse();
        assertThat(claims(fixture.tokens("scope=openid").required("id_token").asString())
                        .propertyNames())
                .contains("groups")
                .doesNotContain("name", "email", "email_verified");
    }

    @Test
    void a_user_whom_nobody_configured_has_a_subject_only() {
        assertThat(claims(fixture.tokens("subject=carol").required("id_token").asString())
                        .propertyNames())
                .contains("sub")
                .doesNotContain("groups", "name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grant_type                                 | invalid_request        | grant_type is missing.
            grant_type=password                        | unsupported_grant_type | grant_type must be one of authorization_code, refresh_token, client_credentials.
            code                                       | invalid_request        | code is missing.
            redirect_uri                               | invalid_request        | redirect_uri is missing.
            redirect_uri=com.example.app:/callback     | invalid_grant          | The redirect_uri is not that of the authorization request.
            code_verifier                              | invalid_grant          | The code_verifier is missing.
            code_verifier=short                        | invalid_grant          | The code_verifier is not that of the code_challenge.
            code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK | invalid_grant | The code_verifier is not that of the code_challenge.
            code=x                                     | invalid_grant          | The code is unknown, has expired or was used before.
            client_id                                  | invalid_client         | There is neither a client_id nor HTTP Basic authentication.
            client_id=nobody                           | invalid_client         | The client is not among those of this issuer in the configuration.
            client_id=other                            | invalid_grant          | It was issued to another client.
            client_id=web: app                         | invalid_client         | The client has a secret in the configuration, and presented none.
            client_secret=x                            | invalid_client         | The client has no secret in the configuration, so it must not present one.
            """)
    void a_wrong_redemption_is_refused(String change, String error, String description) {
        HttpResponse answer = fixture.token(with(redemption(fixture.code()), change));

        isRefused(answer, error, description);
        assertThat(answer.headers().first("WWW-Authenticate")).isEmpty();
    }

    @Test
    void a_code_is_good_for_sixty_seconds() {
        String early = fixture.code();
        String late = fixture.code();
        fixture.clock.advance(Duration.ofMillis(59_999));
        assertThat(fixture.token(redemption(early)).status()).isEqualTo(200);
        fixture.clock.advance(Duration.ofMillis(1));
        isRefused(
                fixture.token(redemption(late)),
                "invalid_grant",
                "The code is unknown, has expired or was used before.");
    }

    @Test
    void a_code_that_is_used_twice_ends_what_came_of_it() {
        String code = fixture.code();
        String refreshToken =
                json(fixture.token(redemption(code))).required("refresh_token").asString();

        isRefused(
                fixture.token(redemption(code)),
                "invalid_grant",
                "The code is unknown, has expired or was used before.");
        isRefused(
                fixture.token(refresh(refreshToken)),
                "invalid_grant",
                "The refresh token is unknown, has expired or was used before.");
    }

    @Test
    void a_code_whose_proof_failed_is_used_up() {
        String code = fixture.code();

        fixture.token(with(redemption(code), "code_verifier=" + "x".repeat(43)));
        assertThat(fixture.token(redemption(code)).status()).isEqualTo(400);
    }

    @Test
    void a_refresh_token_is_another_after_each_use() {
        String first = fixture.tokens().required("refresh_token").asString();
        JsonNode second = json(fixture.token(refresh(first)));
        assertThat(second.required("refresh_token").asString()).isNotEqualTo(first);
        JsonNode narrowed =
                json(fixture.token(with(refresh(second.required("refresh_token").asString()), "scope=openid")));
        assertThat(claims(narrowed.required("id_token").asString()).has("email"))
                .isFalse();

        isRefused(
                fixture.token(refresh(first)),
                "invalid_grant",
                "The refresh token is unknown, has expired or was used before.");
        // Who has the newest may have stolen it.
        assertThat(fixture.token(refresh(narrowed.required("refresh_token").asString()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_refresh_token_is_good_for_thirty_days() {
        String early = fixture.tokens().required("refresh_token").asString();
        String late = fixture.tokens().required("refresh_token").asString();
        fixture.clock.advance(Duration.ofDays(30).minusNanos(1));
        assertThat(fixture.token(refresh(early)).status()).isEqualTo(200);
        fixture.clock.advance(Duration.ofNanos(1));
        assertThat(fixture.token(refresh(late)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refresh_token        | invalid_request | refresh_token is missing.
            client_id=other      | invalid_grant   | It was issued to another client.
            scope=openid more    | invalid_scope   | The scope goes beyond what was granted; the refresh token is used up.
            """)
    void a_wrong_refresh_is_refused(String change, String error, String description) {
        String token = fixture.tokens().required("refresh_token").asString();

        isRefused(fixture.token(with(refresh(token), change)), error, description);
    }

    @Test
    void a_code_is_no_refresh_token_and_another_issuers_code_no_code() {
        assertThat(fixture.token(refresh(fixture.code())).status()).isEqualTo(400);
        String form = OAuthParameters.print(with(redemption(fixture.code()), "redirect_uri=http://localhost/"));
        assertThat(fixture.post("/token", form, "Host", "open.example.test").status())
                .isEqualTo(400);
    }

    @Test
    void a_client_with_a_secret_presents_it_in_the_header_or_in_the_body() {
        Map<String, String> credentials = Map.of("grant_type", "client_credentials", "scope", "read:all");

        HttpResponse header = fixture.token(credentials, "Authorization", basic("web%3A+app:s%25cr%2Bt+%C3%BC"));
        HttpResponse body = fixture.token(with(credentials, "client_id=web: app", "client_secret=" + SECRET));

        assertThat(body.status()).isEqualTo(200);
        assertThat(json(header).propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
        JsonNode claims = claims(json(header).required("access_token").asString());
        assertThat(claims.required("sub").asString()).isEqualTo("web: app");
        assertThat(claims.required("aud").asString()).isEqualTo("web: app");
        assertThat(claims.required("scope").asString()).isEqualTo("read:all");
        HttpResponse other = fixture.token(
                with(credentials, "audience=sts.amazonaws.com"),
                "Authorization",
                basic("web%3A+app:s%25cr%2Bt+%C3%BC"));
        assertThat(claims(json(other).required("access_token").asString())
                        .required("aud")
                        .asString())
                .isEqualTo("sts.amazonaws.com");
    }

    @Test
    void a_client_with_a_secret_needs_no_pkce() {
        String code = fixture.code("client_id=web: app", "code_challenge", "code_challenge_method");
        Map<String, String> redemption =
                with(redemption(code), "client_id=web: app", "client_secret=" + SECRET, "code_verifier");
        String another = fixture.code("client_id=web: app", "code_challenge", "code_challenge_method");

        assertThat(fixture.token(redemption).status()).isEqualTo(200);
        isRefused(
                fixture.token(with(redemption, "code=" + another, "code_verifier=" + VERIFIER)),
                "invalid_grant",
                "There is a code_verifier, but the authorization request had no code_challenge.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web%3A+app:wrong            | invalid_client  | The client's secret is another.
            app:                        | invalid_client  | The client has no secret in the configuration, so it must not present one.
            web%3A+app                  | invalid_client  | HTTP Basic authentication is base64 of the client's id, a colon and its secret.
            web%3A+app:%                | invalid_request | A percent sign stands without two hexadecimal digits.
            nobody:s                    | invalid_client  | The client is not among those of this issuer in the configuration.
            """)
    void a_wrong_header_is_refused(String credentials, String error, String description) {
        HttpResponse answer =
                fixture.token(Map.of("grant_type", "client_credentials"), "Authorization", basic(credentials));

        isRefused(answer, error, description);
        assertThat(answer.headers().first("WWW-Authenticate").isPresent()).isEqualTo(error.equals("invalid_client"));
    }

    @Test
    void a_client_authenticates_in_one_way() {
        Map<String, String> credentials = Map.of("grant_type", "client_credentials");
        String right = basic("web%3A+app:s%25cr%2Bt+%C3%BC");

        isRefused(
                fixture.token(with(credentials, "client_secret=x"), "Authorization", right),
                "invalid_request",
                "The client's secret is both in the header and in the body.");
        isRefused(
                fixture.token(with(credentials, "client_id=app"), "Authorization", right),
                "invalid_request",
                "The client_id is not that of the header.");
        isRefused(
                fixture.token(credentials, "Authorization", "Bearer x"),
                "invalid_client",
                "The Authorization header must be HTTP Basic authentication.");
        isRefused(
                fixture.token(credentials, "Authorization", "Basic ~"),
                "invalid_client",
                "HTTP Basic authentication is base64 of the client's id, a colon and its secret.");
        isRefused(
                fixture.token(with(credentials, "client_id=app")),
                "unauthorized_client",
                "client_credentials is for clients with a clientSecret in the configuration.");
    }

    @Test
    void the_body_is_a_form() {
        HttpResponse json = (HttpResponse) fixture.api.handle(
                ProviderFixture.request("POST", "/realm/token", "", "{}", "Content-Type", "application/json"));

        isRefused(json, "invalid_request", "The Content-Type must be application/x-www-form-urlencoded.");
    }

    /** As Google's are, but that TokenRequest's default is the form without the scheme. */
    @Test
    void googles_id_token_agrees_with_its_discovery_document() {
        Map<String, String> request =
                with(ProviderFixture.authorization(), "subject=1", "redirect_uri=http://localhost/", "client_id=6");
        HttpResponse signedIn = fixture.post("/sign-in", OAuthParameters.print(request), "Host", "accounts.google.com");
        Map<String, String> redemption = with(
                redemption(ProviderFixture.parameter(signedIn, "code")),
                "redirect_uri=http://localhost/",
                "client_id=6");
        JsonNode tokens =
                json(fixture.post("/token", OAuthParameters.print(redemption), "Host", "accounts.google.com"));

        JsonNode id = claims(tokens.required("id_token").asString());
        assertThat(id.required("iss").asString()).isEqualTo("https://accounts.google.com");
        assertThat(id.required("azp").asString()).isEqualTo("6");
    }

    private static Map<String, String> refresh(String refreshToken) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "refresh_token");
        parameters.put("client_id", "app");
        parameters.put("refresh_token", refreshToken);
        return parameters;
    }
}
