package dev.understudy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.Fixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Users sign in with Amazon and Facebook under the vendors' own host names, and the AWS SDK assumes a role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorSignInOverTheWireTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLBACK = "http://localhost:8080/callback";
    private static final String SECRET = "a secret: of tests";
    // The example of RFC 7636, appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private Fixture fixture;

    /** What an HTTP exchange of one connection ended with. */
    private record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        Optional<String> header(String name) {
            Matcher line = Pattern.compile("(?im)^" + name + ": *([^\r\n]*)").matcher(head);
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        }

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    @BeforeAll
    void start() {
        fixture = Fixture.of("""
                issuers:
                  www.amazon.com:
                    local:
                      clients:
                        - { clientId: public, redirectUris: [%1$s] }
                        - { clientId: another, redirectUris: [%1$s] }
                        - { clientId: confidential, clientSecret: "%2$s", redirectUris: [%1$s] }
                  graph.facebook.com:
                    local:
                      clients:
                        - { clientId: public, redirectUris: [%1$s] }
                        - { clientId: another, redirectUris: [%1$s] }
                        - { clientId: confidential, clientSecret: "%2$s", redirectUris: [%1$s] }
                roles:
                """.formatted(CALLBACK, SECRET) + role("www.amazon.com") + role("graph.facebook.com"));
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static String role(String provider) {
        return """
                  - RoleName: %1$s
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: %1$s }
                          Action: sts:AssumeRoleWithWebIdentity
                          Condition: { StringEquals: { "%1$s:app_id": [public, confidential] } }
                """.formatted(provider);
    }

    /** By socket, since the JDK's client sets Host itself. */
    private static Answer send(Fixture to, String method, String host, String path, String body, String... headers) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n"
                + String.join("", headers) + "\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), to.uri("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String[] parts = new String(socket.getInputStream().readAllBytes(), UTF_8).split("\r\n\r\n", 2);
            return new Answer(parts[0], parts[1]);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static String signIn(Fixture to, String host, String client) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                client,
                "redirect_uri",
                CALLBACK,
                "scope",
                host.endsWith("amazon.com") ? "profile" : "public_profile",
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256",
                "subject",
                "alice"));
        Answer answer = send(to, "POST", host, "/sign-in", Fixture.form(form));
        String location = answer.header("Location").orElseThrow(() -> new AssertionError(answer.body()));
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        assertThat(code.find()).as(location).isTrue();
        return java.net.URLDecoder.decode(code.group(1), UTF_8);
    }

    private Map<String, String> redemption(String host, String client) {
        return new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", client,
                "redirect_uri", CALLBACK,
                "code", signIn(fixture, host, client),
                "code_verifier", VERIFIER));
    }

    private Answer redeem(String host, String path, Map<String, String> form, String... headers) {
        return send(fixture, "POST", host, path, Fixture.form(form), headers);
    }

    private Credentials assumeRole(String provider, String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(call -> call.roleArn("arn:aws:iam::123456789012:role/" + provider)
                            .roleSessionName("session")
                            .providerId(provider)
                            .webIdentityToken(token))
                    .credentials();
        }
    }

    private void opensSts(String provider, String token) {
        try (StsClient sts = fixture.sts(assumeRole(provider, token))) {
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/" + provider + "/session");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "www.amazon.com,     www.amazon.com,     /auth/o2/token",
        "www.amazon.com,     api.amazon.com,     /auth/o2/token",
        "graph.facebook.com, www.facebook.com,   /v24.0/oauth/access_token",
        "graph.facebook.com, graph.facebook.com, /oauth/access_token"
    })
    void an_app_signs_a_user_in_and_assumes_a_role(String provider, String host, String path) {
        Answer mine = redeem(host, path, redemption(host, "public"));
        opensSts(provider, mine.json().required("access_token").asString());

        Map<String, String> inBody = redemption(host, "confidential");
        inBody.put("client_secret", SECRET);
        opensSts(
                provider,
                redeem(host, path, inBody).json().required("access_token").asString());

        Map<String, String> byHeader = redemption(host, "confidential");
        byHeader.remove("client_id");
        String pair = "confidential:" + java.net.URLEncoder.encode(SECRET, UTF_8);
        String basic = "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)) + "\r\n";
        opensSts(
                provider,
                redeem(host, path, byHeader, basic)
                        .json()
                        .required("access_token")
                        .asString());
    }

    @ParameterizedTest
    @CsvSource({"www.amazon.com,     /auth/o2/token,      401", "graph.facebook.com, /oauth/access_token, 400"})
    void another_app_and_a_wrong_secret_are_refused(String host, String path, int status) {
        Map<String, String> wrong = redemption(host, "confidential");
        wrong.put("client_secret", SECRET + "x");
        assertThat(redeem(host, path, wrong).status()).isEqualTo(status);

        String token = redeem(host, path, redemption(host, "another"))
                .json()
                .required("access_token")
                .asString();
        assertThatThrownBy(() -> assumeRole(host, token))
                .isInstanceOfSatisfying(
                        StsException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("AccessDenied"));
    }

    @Test
    void amazons_refresh_token_becomes_another_access_token() {
        JsonNode first = redeem("api.amazon.com", "/auth/o2/token", redemption("www.amazon.com", "public"))
                .json();
        Map<String, String> refresh = Map.of(
                "grant_type", "refresh_token",
                "client_id", "public",
                "refresh_token", first.required("refresh_token").asString());
        JsonNode second = redeem("api.amazon.com", "/auth/o2/token", refresh).json();
        assertThat(second.required("access_token")).isNotEqualTo(first.required("access_token"));
        opensSts("www.amazon.com", second.required("access_token").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "api.amazon.com,     /user/profile, http://localhost:8080, true",
        "graph.facebook.com, /me,           http://localhost:8080, true",
        "api.amazon.com,     /user/profile, https://evil.example,  false",
        "graph.facebook.com, /me,           https://evil.example,  false"
    })
    void only_pages_of_applications_read_what_a_vendor_tells(String host, String path, String origin, boolean may) {
        Answer answer = send(fixture, "GET", host, path, "", "Origin: " + origin + "\r\n");
        assertThat(answer.header("Access-Control-Allow-Origin"))
                .isEqualTo(may ? Optional.of(origin) : Optional.empty());
        assertThat(answer.status() == 403).isEqualTo(!may);
    }

    @Test
    void a_vendor_that_is_asked_over_the_network_has_no_sign_in_here() {
        try (Fixture remote = Fixture.of("""
                issuers:
                  www.amazon.com: { tokenInfoUri: "https://vendor.example/tokeninfo" }
                  graph.facebook.com: { debugTokenUri: "https://vendor.example/debug", appAccessToken: "1|secret" }
                """)) {
            for (String path : new String[] {"www.amazon.com/ap/oa", "graph.facebook.com/dialog/oauth"}) {
                assertThat(remote.get("/_understudy/issuers/" + path).statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "www.amazon.com,     client_id, profile",
        "www.amazon.com,     subject,   profile",
        "graph.facebook.com, client_id, public_profile",
        "graph.facebook.com, subject,   public_profile"
    })
    void an_id_has_255_characters_at_most(String host, String name, String scope) {
        try (Fixture open = Fixture.packaged()) {
            for (int length : new int[] {255, 256}) {
                Map<String, String> form = new LinkedHashMap<>(Map.of(
                        "response_type", "token",
                        "client_id", "1",
                        "subject", "1",
                        "redirect_uri", CALLBACK,
                        "scope", scope));
                form.put(name, "1".repeat(length));
                Answer answer = send(open, "POST", host, "/sign-in", Fixture.form(form));
                assertThat(answer.header("Location").orElse("none").contains("#access_token="))
                        .as("%s characters: %s", length, answer.head())
                        .isEqualTo(length == 255);
            }
        }
    }
}
