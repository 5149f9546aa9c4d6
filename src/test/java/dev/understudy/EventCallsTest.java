package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.journal.InjectedFault;
import dev.understudy.support.Fixture;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control calls for events: {@code /_understudy/events}. */
class EventCallsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENTS = "/_understudy/events";

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
    void an_allowed_call_shows_what_was_asked_and_given() throws Exception {
        String token = fixture.token();
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("DurationSeconds", "900");
        HttpResponse<String> call = fixture.call(parameters, "User-Agent", "an application");
        Instant now = fixture.clock.instant();

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        String keyId = call.body().replaceAll("(?s).*<AccessKeyId>(.*)</AccessKeyId>.*", "$1");
        assertThat(events(""))
                .singleElement()
                .satisfies(event -> assertThat(event).isEqualTo(JSON.readTree("""
                        {"requestId": "%s", "at": "%s", "action": "AssumeRoleWithWebIdentity", "outcome": "allowed",
                         "summary": "The trust policy of %s allows it.",
                         "role": "%s", "roleSessionName": "session", "durationSeconds": 900,
                         "issuer": "https://server.example.com", "subject": "alice", "tokenDigest": "%s",
                         "issued": {"accessKeyId": "%s", "expiration": "%s"},
                         "sourceAddress": "127.0.0.1", "userAgent": "an application"}""".formatted(
                                call.headers().firstValue("x-amzn-RequestId").orElseThrow(),
                                now,
                                Fixture.ROLE,
                                Fixture.ROLE,
                                HexFormat.of().formatHex(digest, 0, 16),
                                keyId,
                                now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(900)))));
    }

    @Test
    void a_refused_call_shows_its_error_and_what_was_asked() {
        Map<String, String> parameters = fixture.assumeRole(fixture.token("{\"subject\": \"mallory\"}"));
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/Nobody");
        parameters.put("DurationSeconds", "1");
        fixture.call(parameters);
        JsonNode event = events("").get(0);
        assertThat(event.required("outcome").asString()).isEqualTo("refused");
        assertThat(event.required("error").required("code").asString()).isEqualTo("ValidationError");
        assertThat(event.required("role").asString()).endsWith("role/Nobody");
        assertThat(event.required("subject").asString()).isEqualTo("mallory");
        assertThat(event.required("durationSeconds").intValue()).isEqualTo(1);
        assertThat(event.has("issued")).isFalse();
        assertThat(event.has("caller")).isFalse();
    }

    @Test
    void a_signed_call_shows_its_caller() {
        Credentials credentials = assume();
        try (StsClient sts = fixture.sts(credentials)) {
            sts.getCallerIdentity();
        }
        JsonNode caller = events("?action=GetCallerIdentity").get(0).required("caller");
        assertThat(caller.required("arn").asString()).endsWith("assumed-role/RoleForServerExample/session");
        assertThat(caller.required("accessKeyId").asString()).isEqualTo(credentials.accessKeyId());
    }

    @Test
    void expired_credentials_are_known_by_the_key_that_was_claimed() {
        Credentials credentials = assume();
        fixture.clock.advance(Duration.ofHours(1));
        try (StsClient sts = fixture.sts(credentials)) {
            assertThatExceptionOfType(StsException.class).isThrownBy(sts::getCallerIdentity);
        }
        JsonNode event = events("?error=ExpiredToken").get(0);
        assertThat(event.required("caller").required("accessKeyId").asString()).isEqualTo(credentials.accessKeyId());
        assertThat(event.required("caller").has("arn")).isFalse();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> {
                    assume();
                    fixture.understudy.calls().assertRefreshedBeforeExpiry(Duration.ZERO);
                })
                .withMessageStartingWith("Expected credentials");
    }

    @Test
    void a_faulted_call_shows_the_fault() {
        String id = fixture.understudy
                .faults()
                .add(InjectedFault.droppedConnection().onAction("GetSessionToken"))
                .id();
        try (StsClient sts = fixture.sts(AwsBasicCredentials.create("AKIAEXAMPLE", "secret"))) {
            assertThatException().isThrownBy(sts::getSessionToken);
        }
        JsonNode event = events("?outcome=faulted").get(0);
        assertThat(event.required("injectedFault").asString()).isEqualTo(id);
        assertThat(event.has("error")).isFalse();
        assertThat(event.required("summary").asString()).contains("injected fault", "closed the connection");
    }

    @Test
    void since_takes_the_instant_itself_in_and_the_oldest_comes_first() {
        fixture.call(fixture.assumeRole(fixture.token()));
        Instant first = fixture.clock.instant();
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.call(fixture.assumeRole("garbage"));
        assertThat(events("?since=" + first))
                .extracting(event -> event.required("outcome").asString())
                .containsExactly("allowed", "refused");
        assertThat(events("?since=" + first.plusNanos(1))).hasSize(1);
    }

    @Test
    void events_are_forgotten_when_asked() {
        fixture.call(fixture.assumeRole("garbage"));
        JsonNode answer = fixture.control("DELETE", EVENTS, "");
        assertThat(answer.required("events").isEmpty()).isTrue();
        assertThat(events("")).isEmpty();
    }

    @Test
    void what_is_no_call_is_no_event() {
        fixture.get("/elsewhere");
        fixture.get("/_understudy/health");
        assertThat(events("")).isEmpty();
    }

    /** Whatever a client does wrong, and wherever it puts its token. */
    @Test
    void no_token_and_no_secret_is_kept() {
        List<String> secrets = new ArrayList<>();
        String token = fixture.token();
        for (String parameter : List.of("WebIdentityToken", "RoleArn", "RoleSessionName", "ProviderId", "Action")) {
            Map<String, String> parameters = fixture.assumeRole(token);
            parameters.put(parameter, token);
            fixture.call(parameters, "User-Agent", "agent/" + token);
        }
        fixture.understudy.faults().add(InjectedFault.error("Throttling"));
        fixture.call(fixture.assumeRole(token));
        secrets.add(token);
        secrets.addAll(List.of(token.split("\\.")));
        Credentials credentials = assume();
        secrets.add(credentials.secretAccessKey());
        secrets.add(credentials.sessionToken());
        secrets.add(credentials.sessionToken().substring(0, 40));
        try (StsClient sts = fixture.sts(credentials)) {
            sts.getCallerIdentity();
            fixture.clock.advance(Duration.ofHours(2));
            assertThatException().isThrownBy(sts::getCallerIdentity);
        }

        String json = fixture.get(EVENTS).body();
        assertThat(events("")).hasSize(9);
        for (String secret : secrets) {
            assertThat(json).doesNotContain(secret);
            assertThat(json).doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            assertThat(fixture.understudy.calls().toString()).doesNotContain(secret);
            assertThat(fixture.understudy.calls().list().toString()).doesNotContain(secret);
        }
    }

    private Credentials assume() {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn(Fixture.ROLE)
                            .roleSessionName("session")
                            .webIdentityToken(fixture.token()))
                    .credentials();
        }
    }

    private List<JsonNode> events(String query) {
        List<JsonNode> events = new ArrayList<>();
        fixture.control("GET", EVENTS + query, "").required("events").forEach(events::add);
        return events;
    }
}
