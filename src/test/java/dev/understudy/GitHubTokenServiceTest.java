package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.TokenRequest;
import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a job of GitHub's asks for its tokens, as the runner's environment has it. */
class GitHubTokenServiceTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final String REQUESTS = "/_understudy/presets/github/requests";
    private static final String TOKEN = "/_understudy/presets/github/token?api-version=2.0";

    private static Fixture fixture;

    @BeforeAll
    static void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void reset() {
        fixture.understudy.reset();
    }

    private static String requestToken(String facts) {
        JsonNode answer = fixture.control("POST", REQUESTS, facts);
        assertThat(answer.path("ACTIONS_ID_TOKEN_REQUEST_URL").asString())
                .as(answer.toString())
                .isEqualTo(fixture.uri(TOKEN).toString());
        return answer.path("ACTIONS_ID_TOKEN_REQUEST_TOKEN").asString();
    }

    private static HttpResponse<String> ask(String query, String requestToken) {
        return fixture.get(TOKEN + query, "Authorization", "Bearer " + requestToken);
    }

    private static JsonNode claims(String token) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JSON.readTree(new String(json, StandardCharsets.UTF_8));
    }

    private static JsonNode claimsOf(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        String token = body.path("value").asString();
        assertThat(body.path("count").asInt()).isEqualTo(token.length());
        return claims(token);
    }

    @Test
    void a_job_gets_tokens_that_state_its_facts() {
        String bearer = requestToken("{\"repository\":\"octo/app\",\"environment\":\"prod\",\"runNumber\":7}");
        JsonNode claims = claimsOf(ask("&audience=sts.amazonaws.com", bearer));
        assertThat(claims.path("aud").asString()).isEqualTo("sts.amazonaws.com");
        assertThat(claims.path("sub").asString()).isEqualTo("repo:octo/app:environment:prod");
        assertThat(claims.path("run_number").asString()).isEqualTo("7");
        JsonNode again = claimsOf(ask("&audience=api%3A%2F%2Fx%20y", bearer));
        assertThat(again.path("aud").asString()).isEqualTo("api://x y");
        assertThat(again.path("jti")).isNotEqualTo(claims.path("jti"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&audience=", "&audience"})
    void without_an_audience_the_token_is_for_the_repositorys_owner(String query) {
        assertThat(claimsOf(ask(query, requestToken("{\"repository\":\"octo/app\"}")))
                        .path("aud")
                        .asString())
                .isEqualTo("https://github.com/octo");
    }

    @Test
    void the_packaged_role_takes_its_own_workflow() {
        String token = JSON.readTree(
                        ask("&audience=sts.amazonaws.com", requestToken("{}")).body())
                .path("value")
                .asString();
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/RoleForGitHubActions");
        assertThat(fixture.call(parameters).statusCode()).isEqualTo(200);
    }

    @Test
    void a_request_token_lives_as_long_as_a_job_may() {
        fixture.understudy.clock().freeze();
        String bearer = requestToken("{}");
        fixture.understudy.clock().advance(Duration.ofHours(6).minusSeconds(1));
        assertThat(ask("", bearer).statusCode()).isEqualTo(200);
        fixture.understudy.clock().advance(Duration.ofSeconds(1));
        assertRefused(ask("", bearer));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(JSON.readTree(answer.body()).path("message").asString())
                .startsWith("The bearer is not a request token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "e30.e30.e30", ".."})
    void garbage_is_refused(String bearer) {
        assertRefused(ask("", bearer));
    }

    @Test
    void nothing_and_another_scheme_are_refused() {
        assertRefused(fixture.get(TOKEN));
        assertRefused(fixture.get(TOKEN, "Authorization", "Basic " + requestToken("{}")));
        assertThat(ask("", requestToken("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void an_altered_one_is_refused() {
        String[] parts = requestToken("{\"repository\":\"octo/app\"}").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String altered = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("octo/app", "evil/app").getBytes(StandardCharsets.UTF_8));
        assertThat(altered).isNotEqualTo(parts[1]);
        assertRefused(ask("", parts[0] + "." + altered + "." + parts[2]));
        assertRefused(ask("", parts[0] + "." + parts[1] + "."));
        assertThat(ask("", String.join(".", parts)).statusCode()).isEqualTo(200);
    }

    /** What else the local issuers sign, each with one thing wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                          | 200
            "header":{"typ":"JWT"}                                      | 401
            "audience":"sts.amazonaws.com"                              | 401
            "audience":["urn:understudy:github-request","b"]            | 401
            "issuer":"https://server.example.com"                       | 401
            "expiresIn":0                                               | 401
            "omitClaims":["exp"]                                        | 401
            "algorithm":"none"                                          | 401
            "algorithm":"HS256"                                         | 401
            "claims":{}                                                 | 401
            "claims":{"facts":[]}                                       | 401
            "claims":{"facts":{"repository":"octo"}}                    | 401
            "claims":{"facts":{"repo":"octo/app"}}                      | 401
            "claims":{"facts":{"headRef":"fix"}}                        | 401
            "claims":{"facts":{"domain":"octo"}}                        | 401
            """)
    void any_other_token_of_a_local_issuer_is_refused(String members, int status) throws Exception {
        String right = """
                {"issuer":"%s","audience":"urn:understudy:github-request","expiresIn":60,
                 "header":{"typ":"understudy-github-request+jwt"},"claims":{"facts":{"repository":"octo/app"}}}""".formatted(ISSUER);
        ObjectNode body = (ObjectNode) JSON.readTree(right);
        body.setAll((ObjectNode) JSON.readTree("{" + members + "}"));
        String bearer = fixture.understudy.token(TokenRequest.fromJson(body));
        assertThat(ask("", bearer).statusCode()).isEqualTo(status);
    }

    @Test
    void anothers_is_refused() {
        try (Fixture other = Fixture.packaged()) {
            String foreign = other.control("POST", REQUESTS, "{}")
                    .path("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
                    .asString();
            assertRefused(ask("", foreign));
        }
    }

    /** The check is the service's own affair: no fault that a test asked for is used up by it, or hits it. */
    @Test
    void faults_of_the_published_keys_do_not_matter() {
        String bearer = requestToken("{}");
        fixture.control(
                "POST",
                "/_understudy/issuers/token.actions.githubusercontent.com/fault",
                "{\"keys\":\"empty\",\"times\":1}");
        assertThat(ask("", bearer).statusCode()).isEqualTo(200);
        assertThat(fixture.understudy.issuers().states())
                .filteredOn(state -> state.issuer().equals(ISSUER))
                .singleElement()
                .satisfies(state -> assertThat(state.fault()).isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"repositry":"a/b"}      | did you mean "repository"?
            {"audience":"a"}         | has no option "audience"
            {"headRef":"x"}          | Only a pull request
            {"domain":"octo"}        | write "https://token.actions.octo.ghe.com: local"
            []                       | must be a JSON object
            """)
    void a_wrong_workflow_gets_a_sentence(String facts, String says) {
        assertThat(fixture.control("POST", REQUESTS, facts).path("error").asString())
                .contains(says);
    }

    @Test
    void an_audience_may_be_asked_for_once() {
        HttpResponse<String> answer = ask("&audience=a&audience=b", requestToken("{}"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("may be given once");
    }

    @Test
    void no_web_page_may_ask() {
        assertThat(fixture.get(TOKEN, "Authorization", "Bearer " + requestToken("{}"), "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void no_bearer_is_shown() {
        String bearer = requestToken("{}").replaceFirst("\\.[^.]*$", ".AAAA");
        assertThat(ask("", bearer).body()).doesNotContain(bearer.split("\\.")[1]);
        assertThat(List.of(fixture.control("GET", "/_understudy/events", "").toString()))
                .noneMatch(events -> events.contains(bearer.split("\\.")[1]));
    }
}
