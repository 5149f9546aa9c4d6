package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Health, readiness, reset and metrics, over the socket. */
class OperationsTest {
    private static final String NAME = "[a-z_]+";
    private static final String LABEL = "[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + NAME + "(?:\\{" + LABEL + "(?:," + LABEL + ")*})?) (-?[0-9][0-9.]*(?:E-?[0-9]+)?|NaN|\\+Inf)");
    private static final Pattern COMMENT = Pattern.compile(
            "# (?:HELP " + NAME + " \\S.*|TYPE " + NAME + " (?:counter|gauge|histogram|summary|untyped))");

    private Fixture fixture;

    @BeforeEach
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void health_tells_the_configuration_and_ready_is_ready() {
        JsonNode configuration =
                fixture.control("GET", "/_understudy/health", "").required("configuration");
        assertThat(configuration.toString())
                .isEqualTo("{\"name\":\"packaged/understudy.yaml\",\"loadedAt\":\"" + fixture.clock.instant()
                        + "\",\"state\":\"current\",\"faults\":[]}");
        HttpResponse<String> ready = fixture.get("/_understudy/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"ready\":true}");
    }

    @Test
    void a_reset_forgets_the_calls() {
        HttpResponse<String> call = fixture.call(fixture.assumeRole(fixture.token()));
        String decision = "/_understudy/decisions/"
                + call.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(fixture.get(decision).statusCode()).isEqualTo(200);
        assertThat(fixture.get("/_understudy/reset").statusCode()).isEqualTo(405);
        assertThat(fixture.get(decision).statusCode()).isEqualTo(200);
        assertThat(fixture.control("POST", "/_understudy/reset", "").toString()).isEqualTo("{\"reset\":true}");
        assertThat(fixture.get(decision).statusCode()).isEqualTo(404);
    }

    @Test
    void a_reset_in_java_does_the_same() {
        HttpResponse<String> call = fixture.call(fixture.assumeRole("garbage"));
        fixture.understudy.reset();
        assertThat(fixture.get("/_understudy/decisions/"
                                + call.headers().firstValue("x-amzn-RequestId").orElseThrow())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void metrics_count_calls_tokens_and_sessions() {
        // Two before the first scrape, which wait for it, and two after.
        fixture.call(fixture.assumeRole(fixture.token()));
        fixture.call(fixture.assumeRole("garbage"));
        scrape();
        fixture.call(fixture.assumeRole(fixture.token()));
        fixture.post("Action=GetCallerIdentity&Version=2011-06-15");

        Map<String, String> samples = scrape();
        String allowed = "{action=\"AssumeRoleWithWebIdentity\",code=\"none\",outcome=\"allowed\"";
        assertThat(samples)
                .containsEntry("understudy_calls_seconds_count" + allowed + "}", "2")
                .containsEntry("understudy_calls_seconds_bucket" + allowed + ",le=\"+Inf\"}", "2")
                .containsEntry(
                        "understudy_calls_seconds_count{action=\"AssumeRoleWithWebIdentity\","
                                + "code=\"InvalidIdentityToken\",outcome=\"refused\"}",
                        "1")
                .containsEntry(
                        "understudy_calls_seconds_count{action=\"GetCallerIdentity\","
                                + "code=\"MissingAuthenticationToken\",outcome=\"refused\"}",
                        "1")
                .containsEntry("understudy_tokens_issued_total", "2.0")
                .containsEntry("understudy_sessions_minted_total", "2.0")
                .containsEntry("understudy_key_fetches_total{outcome=\"success\"}", "0.0")
                .containsEntry("understudy_key_lookups_total{outcome=\"hit\"}", "0.0")
                .containsEntry("understudy_configuration_reloads_total{outcome=\"success\"}", "0.0")
                .containsKeys("process_uptime_seconds", "understudy_calls_seconds_sum" + allowed + "}");
        assertThat(samples.keySet().stream().filter(name -> name.startsWith("understudy_calls_seconds_count")))
                .hasSize(3);
        assertThat(samples.keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\""));
    }

    @Test
    void reloads_and_key_fetches_are_counted() throws Exception {
        fixture.close();
        // Nothing listens on port 1, which is reserved.
        fixture = Fixture.of(Fixture.inlineRole("RoleForServerExample")
                .replace("server.example.com: local", "down.example: { jwksUri: \"http://127.0.0.1:1/\" }")
                .replace("server.example.com", "down.example"));
        fixture.understudy.reload();
        String token = unverifiable("https://down.example");
        // The second call finds the failure remembered, and fetches nothing.
        for (int i = 0; i < 2; i++) {
            assertThat(fixture.call(fixture.assumeRole(token)).body()).contains("retrieve verification key");
        }
        assertThat(scrape())
                .containsEntry("understudy_configuration_reloads_total{outcome=\"success\"}", "1.0")
                .containsEntry("understudy_key_fetches_total{outcome=\"failure\"}", "1.0")
                .containsEntry("understudy_key_fetch_seconds_count{outcome=\"failure\"}", "1")
                .containsEntry("understudy_key_lookups_total{outcome=\"miss\"}", "2.0");
    }

    /** A token of that issuer with a signature that nobody made. */
    private String unverifiable(String issuer) {
        String claims = "{\"iss\":\"" + issuer + "\",\"sub\":\"alice\",\"aud\":\"" + Fixture.AUDIENCE
                + "\",\"iat\":" + fixture.clock.instant().getEpochSecond() + ",\"exp\":"
                + (fixture.clock.instant().getEpochSecond() + 600) + "}";
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(new byte[256]);
    }

    @Test
    void no_client_can_bring_labels_of_its_own() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String action = random.ints(1 + random.nextInt(40), 0x21, 0x7f)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            fixture.call(Map.of("Action", "Mallory" + action, "Version", "2011-06-15"));
        }
        fixture.call(Map.of("Action", "GetCallerIdentity\"} 1\nmallory 1", "Version", "2011-06-15"));
        Map<String, String> samples = scrape();
        assertThat(samples.keySet().toString()).as("seed " + seed).doesNotContainIgnoringCase("mallory");
        assertThat(samples)
                .containsEntry(
                        "understudy_calls_seconds_count{action=\"other\",code=\"InvalidAction\",outcome=\"refused\"}",
                        "101");
        assertThat(samples.keySet().stream().filter(name -> name.startsWith("understudy_calls_seconds_count")))
                .hasSize(1);
    }

    /** The samples by name and labels; every line must be of the format's grammar, and no sample stand twice. */
    private Map<String, String> scrape() {
        HttpResponse<String> answer = fixture.get("/_understudy/metrics");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).endsWith("\n");
        Map<String, String> samples = new TreeMap<>();
        List<String> lines = answer.body().lines().toList();
        for (String line : lines) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                assertThat(samples.put(sample.group(1), sample.group(2)))
                        .as(line)
                        .isNull();
            } else {
                assertThat(line).matches(COMMENT);
            }
        }
        return samples;
    }
}
