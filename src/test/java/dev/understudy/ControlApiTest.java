package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control API's contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlApiTest {
    private static final String GITHUB_ROLE = "arn:aws:iam::123456789012:role/RoleForGitHubActions";
    private static final JsonMapper JSON = new JsonMapper();

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void health_says_up_and_the_version() {
        JsonNode health = fixture.control("GET", "/_understudy/health", "");
        assertThat(health.required("status").asString()).isEqualTo("up");
        assertThat(health.required("version").asString()).isNotEmpty();
    }

    @Test
    void a_local_issuer_publishes_what_a_provider_does() {
        String base = "/_understudy/issuers/server.example.com";
        JsonNode discovery = fixture.control("GET", base + "/.well-known/openid-configuration", "");
        assertThat(discovery.required("issuer").asString()).isEqualTo(Fixture.ISSUER);
        assertThat(discovery.required("jwks_uri").asString())
                .isEqualTo(fixture.uri(base + "/jwks").toString());
        JsonNode keys = fixture.control("GET", base + "/jwks", "").required("keys");
        assertThat(StreamSupport.stream(keys.spliterator(), false)
                        .map(key -> key.required("kty").asString()))
                .contains("RSA", "EC");
        assertThat(keys.toString()).doesNotContain("\"d\"");
    }

    @Test
    void explain_allows_what_the_call_would_allow_and_mints_nothing() {
        JsonNode json = explain(Fixture.ROLE, fixture.token());
        assertThat(json.required("outcome").asString()).isEqualTo("allowed");
        assertThat(json.required("error").isNull()).isTrue();
        assertThat(steps(json)).containsExactly("parameters", "token", "role", "trust policy", "duration");
        assertThat(json.toString()).doesNotContain("ASIA");
    }

    @Test
    void explain_names_the_condition_with_expected_and_actual_value() {
        String token = fixture.token("""
                {"issuer": "https://token.actions.githubusercontent.com", "audience": "sts.amazonaws.com",
                 "subject": "repo:octo-org/octo-repo:pull_request"}""");
        JsonNode json = explain(GITHUB_ROLE, token);
        assertThat(json.required("outcome").asString()).isEqualTo("refused");
        assertThat(json.required("error").required("code").asString()).isEqualTo("AccessDenied");
        assertThat(json.required("error").required("message").asString())
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(json.required("summary").asString())
                .contains("repo:octo-org/octo-repo:pull_request", "repo:octo-org/octo-repo:ref:refs/heads/main");
    }

    @Test
    void explain_goes_by_the_action_if_there_is_one() {
        JsonNode json = fixture.control("POST", "/_understudy/explain", "{\"Action\": \"AssumeRoleWithSAML\"}");
        assertThat(json.required("summary").asString()).contains("Value null at 'sAMLAssertion'");
    }

    @Test
    void explain_takes_a_form_as_well() {
        Map<String, String> parameters = fixture.assumeRole("garbage");
        HttpResponse<String> answer =
                fixture.send(java.net.http.HttpRequest.newBuilder(fixture.uri("/_understudy/explain"))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Fixture.form(parameters)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .build());
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.required("error").required("code").asString()).isEqualTo("InvalidIdentityToken");
        assertThat(steps(json)).containsExactly("parameters", "token format");
    }

    @Test
    void explain_reports_a_bad_parameter_as_the_call_would() {
        JsonNode json = explain("nonsense", "token");
        assertThat(json.required("error").required("code").asString()).isEqualTo("ValidationError");
        assertThat(json.required("summary").asString()).contains("roleArn");
    }

    @Test
    void a_past_call_is_found_by_the_id_that_its_client_saw() {
        HttpResponse<String> call = fixture.call(fixture.assumeRole(fixture.token("{\"audience\": \"other\"}")));
        String id = call.headers().firstValue("x-amzn-RequestId").orElseThrow();

        JsonNode json = fixture.control("GET", "/_understudy/decisions/" + id, "");
        assertThat(json.required("outcome").asString()).isEqualTo("refused");
        assertThat(json.required("action").asString()).isEqualTo("AssumeRoleWithWebIdentity");
        assertThat(json.required("requestId").asString()).isEqualTo(id);
        assertThat(json.required("at").asString())
                .isEqualTo(fixture.clock.instant().toString());
        assertThat(json.required("summary").asString()).contains("other", Fixture.AUDIENCE);

        HttpResponse<String> good = fixture.call(fixture.assumeRole(fixture.token()));
        String goodId = good.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(fixture.control("GET", "/_understudy/decisions/" + goodId, "")
                        .required("outcome")
                        .asString())
                .isEqualTo("allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /_understudy/nothing | ''  | 404 | There is no control call
                    GET  | /_understudy         | ''  | 404 | There is no control call
                    GET  | /_understudy/tokens  | ''  | 405 | takes POST, not GET
                    GET  | /_understudy/decisions/x | '' | 404 | No call with this request id
                    GET  | /_understudy/issuers/nobody.example/jwks | '' | 404 | nobody.example
                    GET  | /_understudy/issuers/server.example.com/x | '' | 404 | openid-configuration
                    POST | /_understudy/tokens  | '{' | 400 | expected close marker for Object
                    POST | /_understudy/tokens  | []  | 400 | must be a JSON object
                    POST | /_understudy/tokens  | {}  | 400 | issuer
                    POST | /_understudy/tokens  | '{"issuer":"https://elsewhere.example"}' | 400 | https://elsewhere.example
                    POST | /_understudy/tokens  | '{"issuer":"https://server.example.com","isuer":1}' | 400 | isuer
                    POST | /_understudy/tokens  | '{"issuer":"www.amazon.com"}' | 400 | its audience must be one app id
                    POST | /_understudy/tokens  | '{"issuer":"graph.facebook.com","audience":"1"}' | 400 | its subject must be a user id
                    POST | /_understudy/explain | '{' | 400 | The body is not JSON
                    POST | /_understudy/explain | '{"Action": "AssumeRole"}' | 400 | Only AssumeRoleWithWebIdentity and AssumeRoleWithSAML can be explained
                    """)
    void a_wrong_call_gets_one_helpful_sentence(String method, String path, String body, int status, String says) {
        HttpResponse<String> answer = fixture.send(java.net.http.HttpRequest.newBuilder(fixture.uri(path))
                .method(method, java.net.http.HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).required("error").asString())
                .contains(says)
                .doesNotContain("Source");
    }

    @Test
    void another_origin_cannot_drive_it() {
        assertThat(fixture.get("/_understudy/health", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(fixture.get("/?Action=X", "Origin", "https://app.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
    }

    @Test
    void it_answers_under_the_host_names_that_are_listed_besides() throws Exception {
        try (Fixture listed = Fixture.of("server: { controlHosts: [sts.example.com] }\n")) {
            assertThat(statusUnder("sts.example.com", listed)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(statusUnder("other.example.com", listed)).isEqualTo("HTTP/1.1 403 Forbidden");
        }
        assertThat(statusUnder("sts.example.com", fixture)).isEqualTo("HTTP/1.1 403 Forbidden");
    }

    /** Java's HTTP client does not let the Host header be chosen. */
    private static String statusUnder(String host, Fixture fixture) throws IOException {
        URI endpoint = fixture.understudy.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream()
                    .write(("GET /_understudy/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private JsonNode explain(String role, String token) {
        String body = JSON.createObjectNode()
                .put("RoleArn", role)
                .put("WebIdentityToken", token)
                .toString();
        return fixture.control("POST", "/_understudy/explain", body);
    }

    private static List<String> steps(JsonNode json) {
        return StreamSupport.stream(json.required("steps").spliterator(), false)
                .map(step -> step.required("check").asString())
                .toList();
    }
}
