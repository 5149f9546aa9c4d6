package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.credentials.Revocations;
import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sessions that end before their time, and sessions shorter than AWS gives, over the socket and from Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MINE = "arn:aws:iam::123456789012:role/Mine";
    private static final String OTHER = "arn:aws:iam::123456789012:role/Other";

    private Fixture fixture;

    @BeforeAll
    void start() {
        String other = Fixture.inlineRole("Other");
        fixture = Fixture.of("minimumSessionDuration: 15\n" + Fixture.inlineRole("Mine")
                + other.substring(other.indexOf("  - RoleName")));
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    /** Everything happens at one instant, so that only the order of calls can tell old sessions from new ones. */
    @BeforeEach
    void freeze() {
        fixture.understudy.clock().freeze();
        fixture.understudy.sessions().reset();
    }

    private Credentials assume(String role) {
        return assume(role, 900);
    }

    private Credentials assume(String role, int seconds) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn(role)
                            .roleSessionName("session")
                            .durationSeconds(seconds)
                            .webIdentityToken(fixture.token()))
                    .credentials();
        }
    }

    private boolean isGood(Credentials credentials) {
        try (StsClient sts = fixture.sts(credentials)) {
            sts.getCallerIdentity();
            return true;
        } catch (StsException failure) {
            assertThat(failure.statusCode()).isEqualTo(403);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
            // Recorded for a session that ran out; one that was expired here cannot be told from it.
            assertThat(failure.awsErrorDetails().errorMessage())
                    .isEqualTo("The security token included in the request is expired");
            return false;
        }
    }

    private interface Expiry extends BiConsumer<Fixture, String> {}

    private static Expiry http(String member) {
        return (fixture, value) -> {
            ObjectNode body = JSON.createObjectNode();
            if (member.equals("all")) {
                body.put("all", true);
            } else {
                body.put(member, value);
            }
            assertThat(fixture.control("POST", "/_understudy/sessions/expire", body.toString()))
                    .isEqualTo(JSON.createObjectNode().set("expired", body));
        };
    }

    private static Expiry java(BiConsumer<Revocations, String> call) {
        return (fixture, value) -> call.accept(fixture.understudy.sessions(), value);
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of("key, HTTP", http("accessKeyId"), true, true),
                Arguments.of("key, Java", java(Revocations::expire), true, true),
                Arguments.of("role, HTTP", http("roleArn"), false, true),
                Arguments.of("role, Java", java(Revocations::expireRole), false, true),
                Arguments.of("all, HTTP", http("all"), false, false),
                Arguments.of("all, Java", java((sessions, value) -> sessions.expireAll()), false, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void expired_sessions_are_refused_and_new_ones_are_good(
            String way, Expiry expire, boolean twinIsGood, boolean otherIsGood) {
        Credentials one = assume(MINE);
        Credentials twin = assume(MINE);
        Credentials other = assume(OTHER);
        assertThat(isGood(one)).isTrue();
        expire.accept(fixture, way.startsWith("key") ? one.accessKeyId() : MINE);
        assertThat(isGood(one)).isFalse();
        assertThat(isGood(twin)).isEqualTo(twinIsGood);
        assertThat(isGood(other)).isEqualTo(otherIsGood);
        assertThat(isGood(assume(MINE))).isTrue();
        fixture.understudy.sessions().reset();
        assertThat(isGood(one)).isTrue();
    }

    @Test
    void those_who_ask_why_are_told() {
        Credentials session = assume(MINE);
        fixture.understudy.sessions().expireRole(MINE);
        ObjectNode question = JSON.createObjectNode().put("action", "s3:GetObject");
        question.putObject("credentials")
                .put("accessKeyId", session.accessKeyId())
                .put("sessionToken", session.sessionToken());
        assertThat(fixture.control("POST", "/_understudy/authorize", question.toString())
                        .required("error")
                        .asString())
                .isEqualTo("ExpiredToken: The security token included in the request is expired: the sessions of "
                        + MINE + " minted until then were expired through the control API.");
        try (StsClient sts = fixture.sts(session)) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(StsException.class, failure -> {
                JsonNode why = fixture.control("GET", "/_understudy/decisions/" + failure.requestId(), "");
                assertThat(why.required("summary").asString()).contains("expired through the control API");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | {}                                      | exactly one of accessKeyId, roleArn, all
                    400 | {"all": true, "roleArn": "x"}           | exactly one of
                    400 | {"all": false}                          | "all" must be true.
                    400 | {"all": "true"}                         | "all" must be true or false.
                    400 | {"accessKeyID": "x"}                    | only accessKeyId, roleArn, all.
                    400 | {"accessKeyId": 1}                      | "accessKeyId" must be an access key id.
                    400 | {"accessKeyId": "AKIARZPUZDIKGB2VALC4"} | is a user's and does not expire
                    400 | {"accessKeyId": "ASIA"}                 | ASIA and 16
                    400 | {"roleArn": null}                       | Say which sessions by exactly one of
                    404 | {"roleArn": "arn:aws:iam::123456789012:role/mine"} | There is no role arn:aws:iam::123456789012:role/mine
                    404 | {"roleArn": ""}                         | There is no role
                    400 | []                                      | must be a JSON object
                    """)
    void a_wrong_call_gets_one_helpful_sentence(int status, String body, String says) {
        Credentials session = assume(MINE);
        HttpResponse<String> answer = expire(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).required("error").asString()).contains(says);
        assertThat(isGood(session)).isTrue();
    }

    @Test
    void a_text_has_at_most_the_length_of_an_arn() {
        assertThat(expire("{\"roleArn\": \"" + "x".repeat(2048) + "\"}").statusCode())
                .isEqualTo(404);
        assertThat(expire("{\"roleArn\": \"" + "x".repeat(2049) + "\"}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> expire(String body) {
        return fixture.send(HttpRequest.newBuilder(fixture.uri("/_understudy/sessions/expire"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** AWS's own minimum is 900; a lower one is asked for by name. */
    @Test
    void a_session_may_be_as_short_as_configured_and_no_shorter() {
        assertThat(assume(MINE, 15).expiration())
                .isEqualTo(fixture.understudy.clock().instant().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS));
        String message = "1 validation error detected: Value '14' at 'durationSeconds' failed to satisfy constraint:"
                + " Member must have value greater than or equal to 15";
        assertThatThrownBy(() -> assume(MINE, 14)).isInstanceOfSatisfying(StsException.class, failure -> {
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
            assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
        ObjectNode parameters = JSON.createObjectNode()
                .put("RoleArn", MINE)
                .put("WebIdentityToken", fixture.token())
                .put("DurationSeconds", 14);
        assertThat(fixture.control("POST", "/_understudy/explain", parameters.toString())
                        .required("summary")
                        .asString())
                .contains(message);
        parameters.put("DurationSeconds", 15);
        assertThat(fixture.control("POST", "/_understudy/explain", parameters.toString())
                        .required("outcome")
                        .asString())
                .isEqualTo("allowed");
    }
}
