package dev.understudy.idp;

import static dev.understudy.idp.ProviderFixture.authorization;
import static dev.understudy.idp.ProviderFixture.parameter;
import static dev.understudy.idp.ProviderFixture.text;
import static dev.understudy.idp.ProviderFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authorization endpoint and its page: RFC 6749 (4.1), OpenID Connect Core (3.1.2), RFC 7636 and RFC 9207. */
class SignInTest {
    private final ProviderFixture fixture = new ProviderFixture();

    private HttpResponse authorize(Map<String, String> parameters) {
        return fixture.get("/realm/authorize", OAuthParameters.print(parameters));
    }

    private HttpResponse signIn(Map<String, String> parameters) {
        return fixture.post("/realm/sign-in", OAuthParameters.print(parameters));
    }

    @Test
    void the_page_offers_the_users_and_says_who_asks() {
        HttpResponse page = authorize(with(authorization(), "login_hint=alice@example.com"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(text(page))
                .contains("<h1>Sign in to app</h1>", "with an account of https://idp.example.test/realm")
                .contains(
                        "<button name=\"subject\" value=\"alice\" autofocus>Alice &lt;b&gt;Example <small>alice@example.com")
                .contains("action=\"https://idp.example.test:8443/realm/sign-in\"")
                .contains("name=\"state\" value=\"a&amp;b=c &lt;&quot;&#39;&gt;\"")
                .contains("maxlength=\"255\"", "value=\"alice@example.com\"")
                .doesNotContain("<script", "<b>");
        assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http: https:")
                .doesNotContain("unsafe");
        assertThat(page.headers().first("X-Frame-Options")).contains("DENY");
        assertThat(page.headers().first("Cache-Control")).contains("no-store");
    }

    @Test
    void a_form_is_as_good_as_a_query() {
        assertThat(text(fixture.post("/realm/authorize", OAuthParameters.print(authorization()))))
                .isEqualTo(text(authorize(authorization())));
    }

    @Test
    void an_application_with_a_scheme_of_its_own_is_returned_to() {
        Map<String, String> parameters = with(authorization(), "redirect_uri=com.example.app:/callback");

        assertThat(authorize(parameters)
                        .headers()
                        .first("Content-Security-Policy")
                        .orElseThrow())
                .endsWith("form-action 'self' http: https: com.example.app:");
        assertThat(signIn(with(parameters, "subject=alice"))
                        .headers()
                        .first("Location")
                        .orElseThrow())
                .startsWith("com.example.app:/callback?code=");
    }

    @Test
    void a_user_who_signs_in_returns_with_a_code() {
        HttpResponse answer = signIn(with(authorization(), "subject=alice"));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().first("Location").orElseThrow())
                .startsWith(ProviderFixture.REDIRECT_URI + "&code=");
        assertThat(parameter(answer, "code")).hasSize(68);
        assertThat(parameter(answer, "state")).isEqualTo("a&b=c <\"'>");
        assertThat(parameter(answer, "iss")).isEqualTo(ProviderFixture.ISSUER);
    }

    /** Where the redirect URI cannot be trusted, nothing is redirected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id                                      | client_id is missing.
            client_id=                                     | client_id is missing.
            client_id=nobody<script>                       | The client_id is not among the clients of https://idp.example.test/realm in the configuration.
            redirect_uri                                   | redirect_uri is missing.
            redirect_uri=https://app.example.test/callback | The redirect_uri is not allowed for this client. It must be one of the client&#39;s redirectUris in the configuration, to the letter.
            redirect_uri=javascript:alert(1)               | The redirect_uri is not allowed for this client.
            """)
    void an_untrustworthy_request_gets_a_page_with_a_sentence(String change, String sentence) {
        for (String endpoint : new String[] {"/realm/authorize", "/realm/sign-in"}) {
            HttpResponse page =
                    fixture.post(endpoint, OAuthParameters.print(with(with(authorization(), "subject=alice"), change)));

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.headers().first("Location")).isEmpty();
            assertThat(text(page)).contains("<p>" + sentence).doesNotContain("<script");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            response_type               | invalid_request            | response_type is missing.
            response_type=token         | unsupported_response_type  | response_type must be code.
            response_type=code id_token | unsupported_response_type  | response_type must be code.
            response_mode=fragment      | invalid_request            | response_mode must be query.
            scope=a  b                  | invalid_scope              | scope must be words of printable ASCII with one space between them.
            scope=ü                     | invalid_scope              | scope must be words of printable ASCII with one space between them.
            code_challenge_method=plain | invalid_request            | code_challenge_method must be S256.
            code_challenge_method       | invalid_request            | code_challenge_method must be S256.
            code_challenge              | invalid_request            | code_challenge must be a SHA-256 digest in base64url, of 43 characters.
            code_challenge=short        | invalid_request            | code_challenge must be a SHA-256 digest in base64url, of 43 characters.
            prompt=none                 | login_required             | Nobody stays signed in here, so prompt=none never succeeds.
            prompt=none login           | invalid_request            | prompt must be none, or of the words login, consent, select_account, create.
            prompt=maybe                | invalid_request            | prompt must be none, or of the words login, consent, select_account, create.
            request=ey                  | request_not_supported      | The parameter request is not supported.
            request_uri=https://a/      | request_uri_not_supported  | The parameter request_uri is not supported.
            registration={}             | registration_not_supported | The parameter registration is not supported.
            """)
    void a_wrong_request_is_told_to_the_application(String change, String error, String description) {
        for (HttpResponse answer : new HttpResponse[] {
            authorize(with(authorization(), change)), signIn(with(with(authorization(), "subject=alice"), change))
        }) {
            assertThat(answer.status()).isEqualTo(303);
            assertThat(parameter(answer, "error")).isEqualTo(error);
            assertThat(parameter(answer, "error_description")).isEqualTo(description);
            assertThat(parameter(answer, "state")).isEqualTo("a&b=c <\"'>");
            assertThat(parameter(answer, "iss")).isEqualTo(ProviderFixture.ISSUER);
        }
    }

    @Test
    void a_public_client_needs_pkce_and_one_with_a_secret_does_not() {
        Map<String, String> plain = with(authorization(), "code_challenge", "code_challenge_method");

        assertThat(parameter(authorize(plain), "error_description"))
                .isEqualTo("A client without a secret needs PKCE: code_challenge, and code_challenge_method=S256.");
        assertThat(authorize(with(plain, "client_id=web: app")).status()).isEqualTo(200);
    }

    @Test
    void a_parameter_that_comes_twice_is_refused() {
        String query = OAuthParameters.print(authorization());

        assertThat(parameter(fixture.get("/realm/authorize", query + "&nonce=x"), "error_description"))
                .isEqualTo("nonce is there 2 times.");
        assertThat(text(fixture.get("/realm/authorize", query + "&redirect_uri=https%3A%2F%2Fevil.example")))
                .contains("<p>redirect_uri is there 2 times.");
        assertThat(fixture.get("/realm/authorize", query + "&resource=a&resource=b")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_user_may_refuse() {
        assertThat(parameter(signIn(with(authorization(), "refused=true")), "error"))
                .isEqualTo("access_denied");
    }

    @Test
    void a_subject_is_there_and_not_too_long() {
        assertThat(parameter(signIn(authorization()), "error_description")).isEqualTo("subject is missing.");
        assertThat(parameter(signIn(with(authorization(), "subject=" + "s".repeat(255))), "code"))
                .isNotEmpty();
        assertThat(parameter(signIn(with(authorization(), "subject=" + "s".repeat(256))), "error_description"))
                .isEqualTo("A subject has at most 255 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/callback",
                "http://LOCALHOST/",
                "http://127.0.0.1:1/cb?a=b",
                "https://[::1]:3000/cb"
            })
    void without_clients_any_may_return_to_its_users_own_machine(String redirectUri) {
        assertThat(open(redirectUri).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.test/cb",
                "http://localhost.evil.example/",
                "http://localhost@evil.example/",
                "http://user@localhost/",
                "http://127.0.0.2/",
                "http://localhost/#f",
                "http://localhost/ x",
                "http://localhost/ü",
                "com.example.app:/cb",
                "javascript://localhost/%0aalert(1)",
                "//localhost/",
                "localhost"
            })
    void without_clients_nobody_may_return_elsewhere(String redirectUri) {
        HttpResponse page = open(redirectUri);

        assertThat(page.status()).isEqualTo(400);
        assertThat(text(page)).contains("No clients are configured for this issuer");
    }

    private HttpResponse open(String redirectUri) {
        String query = OAuthParameters.print(with(authorization(), "client_id=whoever", "redirect_uri=" + redirectUri));
        return fixture.get("/authorize", query, "Host", "open.example.test");
    }
}
