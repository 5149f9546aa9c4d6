package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.HttpResponse;
import dev.understudy.token.OAuthProvider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in of Login with Amazon and Facebook, without a socket. */
class VendorSignInTest {
    private static final String REDIRECT_URI = "http://localhost:8080/callback";

    private final ProviderFixture idp = new ProviderFixture();
    private final AccessTokens tokens = new AccessTokens(idp.issuers, idp.clock);

    private static Map<String, String> authorization(String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>(ProviderFixture.authorization());
        parameters.put("client_id", "app.1");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "profile");
        parameters.put("subject", "alice");
        return ProviderFixture.with(parameters, changes);
    }

    private HttpResponse signIn(String host, String... changes) {
        return idp.post("/sign-in", OAuthParameters.print(authorization(changes)), "Host", host);
    }

    private static Map<String, String> redemption(String code, String... changes) {
        return ProviderFixture.with(
                ProviderFixture.with(
                        ProviderFixture.redemption(code), "client_id=app.1", "redirect_uri=" + REDIRECT_URI),
                changes);
    }

    private HttpResponse redeem(String host, String path, String... changes) {
        String code = ProviderFixture.parameter(signIn(host), "code");
        return idp.post(path, OAuthParameters.print(redemption(code, changes)), "Host", host);
    }

    private static String location(HttpResponse redirect) {
        return redirect.headers().first("Location").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN_WITH_AMAZON, www.amazon.com,     /auth/o2/token",
        "LOGIN_WITH_AMAZON, api.amazon.com:443, /auth/o2/token",
        "FACEBOOK,          graph.facebook.com, /oauth/access_token",
        "FACEBOOK,          www.facebook.com,   /v24.0/oauth/access_token"
    })
    void a_code_becomes_an_access_token_of_the_app_and_the_user(OAuthProvider provider, String host, String path) {
        var answer = ProviderFixture.json(redeem(host, path));

        assertThat(answer.required("token_type").asString()).isEqualTo("bearer");
        assertThat(answer.required("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.has("refresh_token")).isEqualTo(provider == OAuthProvider.LOGIN_WITH_AMAZON);
        assertThat(tokens.inspect(provider, answer.required("access_token").asString()))
                .isInstanceOfSatisfying(AccessTokenState.Active.class, active -> {
                    assertThat(active.appId()).isEqualTo("app.1");
                    assertThat(active.userId()).isEqualTo("alice");
                });
    }

    @ParameterizedTest
    @CsvSource({"LOGIN_WITH_AMAZON, www.amazon.com", "FACEBOOK, graph.facebook.com"})
    void a_token_comes_in_the_fragment_without_pkce(OAuthProvider provider, String host) throws OAuthException {
        HttpResponse redirect = signIn(host, "response_type=token", "code_challenge", "code_challenge_method");

        URI uri = URI.create(location(redirect));
        assertThat(uri.getRawQuery()).isNull();
        OAuthParameters fragment = OAuthParameters.parse(uri.getRawFragment());
        assertThat(fragment.required("state")).isEqualTo("a&b=c <\"'>");
        assertThat(fragment.required("expires_in")).isEqualTo("3600");
        assertThat(fragment.optional("iss")).isEmpty();
        assertThat(tokens.inspect(provider, fragment.required("access_token")))
                .isInstanceOf(AccessTokenState.Active.class);
    }

    @ParameterizedTest
    @CsvSource({
        "www.amazon.com,     response_type=id_token, ?error=unsupported_response_type",
        "www.amazon.com,     scope,                  ?error=invalid_scope",
        "www.amazon.com,     scope=openid,           ?error=invalid_scope",
        "www.amazon.com,     code_challenge_method,  ?error=invalid_request",
        "www.amazon.com,     subject=two words,      ?error=invalid_request",
        "www.amazon.com,     refused=true,           ?error=access_denied",
        "graph.facebook.com, response_type=id_token, ?error=unsupported_response_type",
        "graph.facebook.com, subject=two words,      ?error=invalid_request",
        "graph.facebook.com, refused=true,           ?error=access_denied"
    })
    void a_wrong_request_is_told_to_the_app(String host, String change, String error) {
        assertThat(location(signIn(host, change))).startsWith(REDIRECT_URI + error + "&");
    }

    @ParameterizedTest
    @CsvSource({"www.amazon.com, /ap/oa", "graph.facebook.com, /dialog/oauth", "www.facebook.com, /v24.0/dialog/oauth"})
    void a_stranger_is_not_redirected_to(String host, String path) {
        String query = OAuthParameters.print(authorization("redirect_uri=https://evil.example"));
        assertThat(idp.get(path, query, "Host", host).status()).isEqualTo(400);
        String right = OAuthParameters.print(authorization());
        assertThat(ProviderFixture.text(idp.get(path, right, "Host", host))).contains("/sign-in\"");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials,          400, unsupported_grant_type",
        "redirect_uri=http://localhost/another,  400, invalid_grant",
        "code_verifier,                          400, invalid_grant",
        "client_id=another,                      400, invalid_grant",
        "client_secret=s,                        401, invalid_client"
    })
    void a_wrong_redemption_is_refused_in_the_form_of_each(String change, int status, String error) {
        HttpResponse amazon = redeem("www.amazon.com", "/auth/o2/token", change);
        assertThat(amazon.status()).isEqualTo(status);
        assertThat(ProviderFixture.json(amazon).required("error").asString()).isEqualTo(error);

        HttpResponse facebook = redeem("graph.facebook.com", "/oauth/access_token", change);
        assertThat(facebook.status()).isEqualTo(400);
        assertThat(ProviderFixture.json(facebook)
                        .required("error")
                        .required("type")
                        .asString())
                .isEqualTo("OAuthException");
    }

    @Test
    void facebook_exchanges_a_code_by_get_and_without_a_grant_type() {
        String code = ProviderFixture.parameter(signIn("graph.facebook.com", "response_type"), "code");
        String query = OAuthParameters.print(redemption(code, "grant_type"));
        HttpResponse answer = idp.get("/v24.0/oauth/access_token", query, "Host", "graph.facebook.com");
        assertThat(answer.status()).isEqualTo(200);
    }
}
