package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.control.TestClock;
import dev.understudy.support.Fixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Time that a test moves, over the socket and from Java. The SDK signs with the machine's time throughout. */
class TimeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private Fixture fixture;
    private TestClock clock;

    @BeforeEach
    void start() {
        fixture = Fixture.packaged();
        clock = fixture.understudy.clock();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Credentials assume(String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn(Fixture.ROLE)
                            .roleSessionName("session")
                            .webIdentityToken(token))
                    .credentials();
        }
    }

    private void assertGood(Credentials credentials) {
        try (StsClient sts = fixture.sts(credentials)) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }

    private void assertExpired(Credentials credentials) {
        try (StsClient sts = fixture.sts(credentials)) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(StsException.class, failure -> {
                assertThat(failure.statusCode()).isEqualTo(403);
                assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
            });
        }
    }

    @Test
    void a_session_expires_at_the_second_while_time_stands_still() {
        clock.freezeAt(Instant.parse("2030-01-01T00:00:00.999Z"));
        Credentials session = assume(fixture.token());
        assertThat(session.expiration()).isEqualTo("2030-01-01T01:00:00Z");
        fixture.clock.advance(Duration.ofMinutes(10));
        clock.freezeAt(Instant.parse("2030-01-01T00:59:59.999Z"));
        assertGood(session);
        clock.advance(Duration.ofMillis(1));
        assertExpired(session);
    }

    /** Clients sign with the machine's time; a moved clock must not shut them out. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01T00:00:00Z", "2001-09-09T01:46:40Z", "2049-12-31T23:59:59Z", "9999-12-30T11:59:59Z"})
    void clients_go_on_working_at_any_time(Instant time) {
        clock.set(time);
        Credentials session = assume(fixture.token());
        assertThat(session.expiration()).isEqualTo(time.plus(Duration.ofHours(1)));
        assertGood(session);
        assertThat(fixture.get("/?Action=X&Version=1").headers().firstValue("Date"))
                .as("what clients correct their clocks by")
                .hasValue(HTTP_DATE.format(fixture.clock.instant().atOffset(ZoneOffset.UTC)));
    }

    /** Recorded: five minutes of tolerance. */
    @Test
    void a_token_ages_by_the_moved_clock() {
        clock.freeze();
        String token = fixture.token("{\"expiresIn\": 60}");
        clock.advance(Duration.ofSeconds(359));
        assertGood(assume(token));
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> assume(token)).isInstanceOf(ExpiredTokenException.class);
        JsonNode explanation = fixture.control(
                "POST",
                "/_understudy/explain",
                JSON.createObjectNode()
                        .put("RoleArn", Fixture.ROLE)
                        .put("WebIdentityToken", token)
                        .toString());
        assertThat(explanation.required("error").required("code").asString()).isEqualTo("ExpiredTokenException");
        assertGood(assume(fixture.token()));
    }

    /** A presigned request is handed on like a credential, and like one it ages by the moved clock. */
    @Test
    void a_presigned_request_is_good_for_fifteen_minutes_of_the_moved_clock() {
        Credentials session = assume(fixture.token());
        clock.freezeAt(fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS));
        String url = presigned(session);
        clock.advance(Duration.ofMinutes(15));
        assertThat(get(url).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(url).body()).contains("<Code>SignatureDoesNotMatch</Code>", "Signature expired: ");
        assertGood(session);
        clock.reset();
        assertThat(get(url).statusCode()).isEqualTo(200);
    }

    private String presigned(Credentials session) {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(fixture.uri("/?Action=GetCallerIdentity&Version=2011-06-15"))
                .build();
        return AwsV4HttpSigner.create()
                .sign(request -> request.identity(AwsSessionCredentialsIdentity.create(
                                session.accessKeyId(), session.secretAccessKey(), session.sessionToken()))
                        .request(unsigned)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(fixture.clock.instant(), ZoneOffset.UTC)))
                .request()
                .getUri()
                .toString();
    }

    private HttpResponse<String> get(String url) {
        return fixture.send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    @Test
    void policies_see_the_moved_clock() {
        String question = """
                { "policies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*",
                    "Condition": { "DateGreaterThanEquals": { "aws:CurrentTime": "2040-01-01T00:00:00Z" } } } }],
                  "action": "s3:GetObject" }
                """;
        clock.freezeAt(Instant.parse("2039-12-31T23:59:59Z"));
        assertThat(fixture.control("POST", "/_understudy/authorize", question)
                        .required("decision")
                        .asString())
                .isEqualTo("implicitDeny");
        clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.control("POST", "/_understudy/authorize", question)
                        .required("decision")
                        .asString())
                .isEqualTo("allowed");
    }

    /** Each call answers the clock as it is then, and Java sees the same. */
    @Test
    void the_control_api_moves_the_same_clock() {
        fixture.clock.advance(Duration.between(fixture.clock.instant(), Instant.parse("2026-11-22T12:00:00Z")));
        assertClock("GET", "/clock", "", "2026-11-22T12:00:00Z", false, "PT0S");
        assertClock("PUT", "/clock", "{\"now\": \"2026-11-22T13:00:00Z\"}", "2026-11-22T13:00:00Z", false, "PT1H");
        assertClock("POST", "/clock/advance", "{\"by\": \"PT30M\"}", "2026-11-22T13:30:00Z", false, "PT1H30M");
        assertClock("PUT", "/clock", "{\"frozen\": true}", "2026-11-22T13:30:00Z", true, "PT1H30M");
        fixture.clock.advance(Duration.ofHours(1));
        assertClock("POST", "/clock/advance", "{\"by\": \"PT0S\"}", "2026-11-22T13:30:00Z", true, "PT30M");
        assertClock("PUT", "/clock", "{\"frozen\": false}", "2026-11-22T13:30:00Z", false, "PT30M");
        assertClock(
                "PUT",
                "/clock",
                "{\"now\": \"2026-11-22T14:00:00+02:00\", \"frozen\": true}",
                "2026-11-22T12:00:00Z",
                true,
                "PT-1H");
        assertClock(
                "PUT", "/clock", "{\"now\": \"2026-11-22T12:00:01Z\"}", "2026-11-22T12:00:01Z", false, "PT-59M-59S");
        assertClock("DELETE", "/clock", "", "2026-11-22T13:00:00Z", false, "PT0S");
    }

    private void assertClock(String method, String path, String body, String now, boolean frozen, String offset) {
        JsonNode answer = fixture.control(method, "/_understudy" + path, body);
        assertThat(answer)
                .isEqualTo(JSON.createObjectNode()
                        .put("now", now)
                        .put("frozen", frozen)
                        .put("offset", offset));
        assertThat(clock.instant()).isEqualTo(now);
        assertThat(clock.isFrozen()).isEqualTo(frozen);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PUT  | /clock         | ''                          | must be a JSON object
                    PUT  | /clock         | []                          | must be a JSON object
                    PUT  | /clock         | {}                          | Say now, frozen or both.
                    PUT  | /clock         | {"nwo": "x"}                | "nwo" here, only now, frozen.
                    PUT  | /clock         | {"now": null}               | Say now, frozen or both.
                    PUT  | /clock         | {"now": 1}                  | "now" must be a time
                    PUT  | /clock         | {"now": "noon"}             | "now" must be a time
                    PUT  | /clock         | {"now": "2030-01-31"}       | "now" must be a time
                    PUT  | /clock         | {"frozen": "true"}          | "frozen" must be true or false.
                    PUT  | /clock         | {"frozen": null}            | Say now, frozen or both.
                    PUT  | /clock         | {"frozen": true, "frozen": true} | is not JSON
                    PUT  | /clock         | {"now": "1969-12-31T23:59:59.999Z"} | from 1970-01-01T00:00:00Z to 9999-12-30T11:59:59Z
                    PUT  | /clock         | {"now": "9999-12-30T12:00:00Z", "frozen": true} | from 1970-01-01T00:00:00Z to 9999-12-30T11:59:59Z
                    PUT  | /clock         | {"now": "+1000000000-12-31T23:59:59Z"} | from 1970-01-01T00:00:00Z
                    PUT  | /clock         | {"now": "+9999999999-12-31T23:59:59Z"} | "now" must be a time
                    POST | /clock/advance | {}                          | "by" must be an ISO 8601 duration such as "PT1H".
                    POST | /clock/advance | {"by": 3600}                | "by" must be an ISO 8601 duration
                    POST | /clock/advance | {"by": "1h"}                | "by" must be an ISO 8601 duration
                    POST | /clock/advance | {"by": "PT99999999999999999999S"} | "by" must be an ISO 8601 duration
                    POST | /clock/advance | {"by": "PT-1S"}             | zero or more, not by PT-1S
                    POST | /clock/advance | {"by": "PT9223372036854775807S"} | leads past 9999-12-30T11:59:59Z
                    POST | /clock/advance | {"by": "PT1H", "now": "x"}  | "now" here, only by.
                    """)
    void a_wrong_call_gets_one_helpful_sentence_and_changes_nothing(
            String method, String path, String body, String says) {
        HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri("/_understudy" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).required("error").asString()).contains(says);
        assertThat(clock.read()).isEqualTo(new TestClock.Reading(fixture.clock.instant(), false, Duration.ZERO));
    }

    @Test
    void the_two_paths_take_their_own_methods() {
        assertThat(fixture.control("POST", "/_understudy/clock", "{}").toString())
                .contains("takes GET, PUT, DELETE, not POST");
        assertThat(fixture.control("GET", "/_understudy/clock/advance", "").toString())
                .contains("takes POST, not GET");
    }
}
