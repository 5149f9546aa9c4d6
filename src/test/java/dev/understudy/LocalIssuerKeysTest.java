package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.Configuration;
import dev.understudy.config.RoleDeclaration;
import dev.understudy.idp.KeyFault;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.support.Fixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a test does to the keys of local issuers, over the socket and in Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalIssuerKeysTest {
    private static final String BASE = "/_understudy/issuers/server.example.com";
    /** Recorded on AWS, for a key that is not published and for keys that cannot be had. */
    private static final String NO_KEY = "Couldn't retrieve verification key from your identity provider,  please";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterEach
    void mend() {
        fixture.understudy.issuers().mend();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private HttpResponse<String> assume(String token) {
        return fixture.call(fixture.assumeRole(token));
    }

    private void isRefused(String token) {
        HttpResponse<String> refusal = assume(token);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).contains("<Code>InvalidIdentityToken</Code>", NO_KEY);
    }

    /** The key ids that a relying party finds at the published address. */
    private List<String> published() {
        JsonNode keys = fixture.control("GET", BASE + "/jwks", "").required("keys");
        return StreamSupport.stream(keys.spliterator(), false)
                .map(key -> key.required("kid").asString())
                .toList();
    }

    @Test
    void a_token_of_before_a_rotation_is_accepted_until_its_keys_are_retired() {
        String before = fixture.token();
        List<String> old = published();
        assertThat(assume(before).statusCode()).isEqualTo(200);

        JsonNode rotated = fixture.control("POST", BASE + "/rotate", "");
        assertThat(rotated.required("issuer").asString()).isEqualTo(Fixture.ISSUER);
        assertThat(rotated.required("signing").size()).isEqualTo(4);
        assertThat(published()).hasSize(8).endsWith(old.toArray(String[]::new));
        String after = fixture.token();
        assertThat(assume(before).statusCode()).isEqualTo(200);
        assertThat(assume(after).statusCode()).isEqualTo(200);

        fixture.control("POST", BASE + "/retire", "{}");
        assertThat(published()).hasSize(4).doesNotContainAnyElementsOf(old);
        isRefused(before);
        assertThat(assume(after).statusCode()).isEqualTo(200);

        fixture.control("POST", BASE + "/rotate", "{\"retire\": true}");
        assertThat(published()).hasSize(4);
        isRefused(after);
        assertThat(assume(fixture.token()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unavailable | 503 | Service Unavailable
            malformed   | 200 | <!doctype html>
            empty       | 200 | {"keys":[]}
            unknownKeys | 200 | "kty":"EC"
            """)
    void a_fault_is_seen_by_every_client_until_it_is_mended(String fault, int status, String body) {
        String token = fixture.token();
        JsonNode state = fixture.control("POST", BASE + "/fault", "{\"keys\": \"" + fault + "\"}");
        assertThat(state.required("fault").toString()).isEqualTo("{\"keys\":\"" + fault + "\"}");

        HttpResponse<String> keys = fixture.get(BASE + "/jwks");
        assertThat(keys.statusCode()).isEqualTo(status);
        assertThat(keys.body()).contains(body);
        isRefused(token);
        isRefused(token);

        assertThat(fixture.control("DELETE", BASE + "/fault", "")
                        .required("fault")
                        .isNull())
                .isTrue();
        assertThat(assume(token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_ends_after_its_times() {
        String token = fixture.token();
        fixture.control("POST", BASE + "/fault", "{\"keys\": \"unavailable\", \"times\": 2}");
        assertThat(fixture.get(BASE + "/jwks").statusCode()).isEqualTo(503);
        JsonNode issuers = fixture.control("GET", "/_understudy/issuers", "").required("issuers");
        assertThat(issuers.toString()).contains("\"fault\":{\"keys\":\"unavailable\",\"times\":1}");
        isRefused(token);
        assertThat(assume(token).statusCode()).isEqualTo(200);
    }

    /** The published address takes longer than anyone should wait; Understudy itself does not wait at all. */
    @Test
    void slow_keys_are_keys_that_did_not_come() {
        String token = fixture.token();
        fixture.understudy.issuers().breakKeys(Fixture.ISSUER, KeyFault.SLOW, 1);
        isRefused(token);
        assertThat(assume(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /issuers/nobody.example/rotate      | ''                              | 404 | nobody.example is not a local issuer; the configuration marks these as local: accounts.google.com
            POST   | /issuers/server.example.com/rotat   | ''                              | 404 | POST takes /fault, /retire, /rotate
            DELETE | /issuers/server.example.com/rotate  | ''                              | 404 | DELETE takes /fault
            POST   | /issuers/www.amazon.com/fault       | {"keys": "empty"}               | 400 | www.amazon.com gives opaque access tokens and publishes no keys
            POST   | /issuers/server.example.com/retire  | {"x": 1}                        | 400 | no field "x" here; this call takes none.
            POST   | /issuers/server.example.com/rotate  | {"retired": true}               | 400 | no field "retired" here; the fields are: retire
            POST   | /issuers/server.example.com/rotate  | {"retire": "yes"}               | 400 | "retire" must be true or false
            POST   | /issuers/server.example.com/retire  | []                              | 400 | must be a JSON object
            POST   | /issuers/server.example.com/fault   | ''                              | 400 | "keys" must be one of unavailable, malformed, empty, unknownKeys, slow
            POST   | /issuers/server.example.com/fault   | {"keys": "Empty"}               | 400 | "keys" must be one of
            POST   | /issuers/server.example.com/fault   | {"keys": "empty", "times": 0}   | 400 | from 1 to 1000000
            POST   | /issuers/server.example.com/fault   | {"keys": "empty", "times": 1000001} | 400 | from 1 to 1000000
            PUT    | /issuers/server.example.com/fault   | ''                              | 405 | takes GET, POST, DELETE
            """)
    void a_wrong_call_gets_one_helpful_sentence(String method, String path, String body, int status, String says) {
        HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri("/_understudy" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonMapper().readTree(answer.body()).required("error").asString())
                .contains(says);
        assertThat(assume(fixture.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void the_most_times_are_taken() {
        assertThat(fixture.control("POST", BASE + "/fault", "{\"keys\": \"empty\", \"times\": 1000000}")
                        .required("fault")
                        .required("times")
                        .asInt())
                .isEqualTo(1_000_000);
    }

    @Test
    void everything_can_be_declared_and_asked_for_in_java() throws Exception {
        Configuration configuration = Configuration.empty()
                .localIssuer("https://idp.example.test")
                .oidcProvider("https://idp.example.test", "my-app")
                .role(RoleDeclaration.named("Orders").trusting("https://idp.example.test", "my-app", "alice"));
        try (Understudy understudy = Understudy.builder().config(configuration).start()) {
            String right = understudy.token("https://idp.example.test", "my-app", "alice");
            assertThat(assume(understudy, right)).isEqualTo(200);
            assertThat(assume(understudy, understudy.token("https://idp.example.test", "my-app", "bob")))
                    .isEqualTo(403);
            TokenRequest wrong = TokenRequest.of("https://idp.example.test", "my-app", "alice")
                    .withoutClaim("iat");
            assertThat(assume(understudy, understudy.token(wrong))).isEqualTo(400);

            understudy.issuers().replace("https://idp.example.test");
            assertThat(assume(understudy, right)).isEqualTo(400);
            assertThatThrownBy(() -> understudy.token("https://idp.example.tset", "my-app", "alice"))
                    .isInstanceOf(UnknownIssuerException.class)
                    .hasMessageContaining("idp.example.test");
        }
    }

    private static int assume(Understudy understudy, String token) throws Exception {
        String form = Fixture.form(Map.of(
                "Action", "AssumeRoleWithWebIdentity",
                "Version", "2011-06-15",
                "RoleArn", "arn:aws:iam::123456789012:role/Orders",
                "RoleSessionName", "session",
                "WebIdentityToken", token));
        URI endpoint = understudy.endpoint().resolve("/");
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void the_packaged_configuration_starts_by_itself() throws Exception {
        try (Understudy understudy = Understudy.start()) {
            assertThat(understudy.endpoint().getHost()).isEqualTo("127.0.0.1");
        }
    }

    /** A server that rotates its keys, and the command line beside it: two processes with one folder of keys. */
    @Test
    void the_command_line_signs_with_the_keys_of_a_rotated_server(@TempDir Path home) throws Exception {
        try (Understudy understudy = Understudy.builder()
                .issuerKeys(Environment.issuerKeys(terminal(home)))
                .start()) {
            String before = understudy.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
            assertThat(explain(home, before)).isZero();
            understudy.issuers().replace(Fixture.ISSUER);
            assertThat(explain(home, before)).isEqualTo(1);
            assertThat(explain(home, understudy.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice")))
                    .isZero();
        }
    }

    private static int explain(Path home, String token) {
        return Main.run(new String[] {"explain", "--role", Fixture.ROLE, "--token", token}, terminal(home));
    }

    private static Main.Terminal terminal(Path home) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new Main.Terminal(Map.of("UNDERSTUDY_HOME", home.toString()), nowhere, nowhere);
    }
}
