package dev.understudy.idp;

import static dev.understudy.idp.ProviderFixture.json;
import static dev.understudy.idp.ProviderFixture.request;
import static dev.understudy.idp.ProviderFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Where the providers are found, what they publish, and which web pages may call them. */
class ProviderApiTest {
    private static final String JWKS = "/_understudy/issuers/idp.example.test/realm/jwks";

    private final ProviderFixture fixture = new ProviderFixture();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Host, path, base of what discovery names
                "localhost:4592, /_understudy/issuers/idp.example.test/realm, https://localhost:4592/_understudy/issuers/idp.example.test/realm",
                "localhost, /_understudy/issuers/accounts.google.com, https://localhost/_understudy/issuers/accounts.google.com",
                "idp.example.test, /realm, https://idp.example.test/realm",
                "IDP.example.test:8443, /realm, https://IDP.example.test:8443/realm",
                "accounts.google.com, '', https://accounts.google.com",
                "idp.example.test, '', -",
                "idp.example.test, /realm/x, -",
                "idp.example.test.evil.com, /realm, -",
                "localhost, /realm, -",
                "localhost, '', -",
                "www.amazon.com, '', -",
                "localhost, /_understudy/issuers/www.amazon.com, -",
                "localhost, /_understudy/issuers/nobody.example, -",
                "localhost, /_understudy/issuers/, -",
                "localhost, /_understudy/issuers, -",
            })
    void a_provider_is_found_by_its_path_or_by_its_own_name(String host, String path, String base) {
        var found = fixture.providers.find(
                request("GET", path + "/.well-known/openid-configuration", "", "", "Host", host));

        assertThat(found.map(call -> call.provider().base()).orElse(null)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({"/", "/realm", "/realm/", "/realm/tokens", "/realm/JWKS", "/realm/sign-in/"})
    void what_is_no_endpoint_stays_with_whoever_else_serves_it(String path) {
        assertThat(fixture.providers.areHostOf(request("POST", path, "", "", "Host", "idp.example.test")))
                .isFalse();
    }

    @Test
    void a_slash_at_the_end_of_an_issuer_is_not_doubled_and_a_port_of_one_counts() {
        LocalProviders providers = new LocalProviders(
                List.of("https://a.example.test/", "https://b.example.test:8443"), java.util.Map.of());

        assertThat(providers.areHostOf(request("GET", "/jwks", "", "", "Host", "a.example.test:1")))
                .isTrue();
        assertThat(providers.areHostOf(request("GET", "/jwks", "", "", "Host", "b.example.test:8443")))
                .isTrue();
        assertThat(providers.areHostOf(request("GET", "/jwks", "", "", "Host", "b.example.test:8444")))
                .isFalse();
    }

    @Test
    void discovery_names_what_there_is() {
        JsonNode document = json(fixture.get("/realm/.well-known/openid-configuration", ""));

        assertThat(document).isEqualTo(ProviderFixture.JSON.readTree("""
                {"issuer": "https://idp.example.test/realm",
                 "authorization_endpoint": "https://idp.example.test:8443/realm/authorize",
                 "token_endpoint": "https://idp.example.test:8443/realm/token",
                 "userinfo_endpoint": "https://idp.example.test:8443/realm/userinfo",
                 "jwks_uri": "https://idp.example.test:8443/realm/jwks",
                 "scopes_supported": ["openid", "profile", "email", "offline_access"],
                 "response_types_supported": ["code"],
                 "response_modes_supported": ["query"],
                 "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
                 "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"],
                 "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
                 "code_challenge_methods_supported": ["S256"],
                 "claims_supported": ["iss", "sub", "aud", "azp", "exp", "iat", "auth_time", "nonce", "at_hash",
                                      "name", "email", "email_verified", "groups"],
                 "request_uri_parameter_supported": false,
                 "authorization_response_iss_parameter_supported": true}
                """));
    }

    /** Documented by Google: its discovery document has the scheme. */
    @Test
    void google_is_discovered_under_its_url() {
        JsonNode document = json(fixture.get("/.well-known/openid-configuration", "", "Host", "accounts.google.com"));

        assertThat(document.required("issuer").asString()).isEqualTo("https://accounts.google.com");
    }

    @Test
    void slow_keys_are_the_right_keys_after_six_seconds() {
        HttpResponse quick = fixture.get(JWKS, "");
        fixture.issuers.breakKeys(ProviderFixture.ISSUER, KeyFault.SLOW, 1);

        assertThat(fixture.api.handle(request("GET", JWKS, "", "")))
                .isInstanceOfSatisfying(HttpAnswer.Delayed.class, slow -> {
                    assertThat(slow.by()).isEqualTo(Duration.ofSeconds(6));
                    assertThat(text((HttpResponse) slow.answer())).isEqualTo(text(quick));
                });
        assertThat(fixture.get(JWKS, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /realm/jwks, GET",
        "POST, /realm/.well-known/openid-configuration, GET",
        "PUT, /realm/authorize, 'GET, POST'",
        "GET, /realm/sign-in, POST",
        "GET, /realm/token, POST",
        "DELETE, /realm/userinfo, 'GET, POST'"
    })
    void another_method_is_told_the_right_ones(String method, String path, String allowed) {
        HttpResponse response = (HttpResponse) fixture.api.handle(request(method, path, "", ""));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers().first("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://localhost:3000, 200",
                "http://127.0.0.1:3000, 200",
                "http://[::1]:3000, 200",
                "https://localhost, 200",
                "https://app.example.test, 200",
                "https://idp.example.test:8443, 200",
                "http://app.example.test, 403",
                "https://app.example.test:8443, 403",
                "https://evil.example, 403",
                "http://localhost.evil.example, 403",
                "http://localhost:3000/, 403",
                "null, 403",
                "com.example.app:, 403",
                "'', 403"
            })
    void applications_pages_may_read_the_answers(String origin, int status) {
        HttpResponse answer = fixture.get("/realm/jwks", "", "Origin", origin);
        HttpResponse preflight = (HttpResponse) fixture.api.handle(
                request("OPTIONS", "/realm/token", "", "", "Origin", origin, "Access-Control-Request-Method", "POST"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(preflight.status()).isEqualTo(status == 200 ? 204 : 403);
        if (status == 200) {
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).contains(origin);
            assertThat(answer.headers().first("Vary")).contains("Origin");
            assertThat(preflight.headers().first("Access-Control-Allow-Headers"))
                    .contains("Authorization, Content-Type");
        } else {
            assertThat(answer.headers().entries())
                    .noneMatch(field -> field.getKey().startsWith("Access-Control"));
        }
    }

    @Test
    void two_origins_are_none() {
        assertThat(fixture.get("/realm/jwks", "", "Origin", "http://localhost", "Origin", "http://localhost")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 303",
                "https://idp.example.test:8443, same-origin, 303",
                "http://idp.example.test:8443, -, 303",
                "-, none, 303",
                "http://localhost:3000, -, 403",
                "https://app.example.test, -, 403",
                "null, -, 403",
                "-, cross-site, 403",
                "https://idp.example.test:8443, same-site, 403"
            })
    void only_the_sign_in_page_says_who_signs_in(String origin, String site, int status) {
        List<String> headers = new java.util.ArrayList<>();
        if (origin != null) {
            headers.addAll(List.of("Origin", origin));
        }
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        String form = OAuthParameters.print(ProviderFixture.with(ProviderFixture.authorization(), "subject=alice"));

        assertThat(fixture.post("/realm/sign-in", form, headers.toArray(String[]::new))
                        .status())
                .isEqualTo(status);
        // Whoever may not do that may still send a browser to the page.
        assertThat(fixture.post("/realm/authorize", form, headers.toArray(String[]::new))
                        .status())
                .isEqualTo(200);
    }
}
