package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.journal.Call;
import dev.understudy.journal.InjectedFault;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.IdpCommunicationErrorException;
import software.amazon.awssdk.services.sts.model.IdpRejectedClaimException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the AWS SDK makes of injected faults. Statuses and codes are AWS's service model and its page of common errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedFaultsOverTheWireTest {
    private static final JsonMapper JSON = new JsonMapper();

    private Fixture fixture;
    private Understudy understudy;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
        understudy = fixture.understudy;
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @BeforeEach
    void reset() {
        understudy.faults().clear();
        understudy.forgetCalls();
    }

    /** The standard strategy tries three times; only its pauses are taken away. */
    @ParameterizedTest
    @CsvSource({
        "Throttling, 400",
        "ThrottlingException, 400",
        "RequestLimitExceeded, 503",
        "ServiceUnavailable, 503",
        "InternalFailure, 500"
    })
    void the_sdk_tries_again_until_it_succeeds(String code, int status) {
        understudy.faults().add(InjectedFault.error(code).times(2));
        try (StsClient sts = retrying()) {
            assertThat(assume(sts, fixture.token()).credentials().accessKeyId()).startsWith("ASIA");
        }
        understudy.calls().to("AssumeRoleWithWebIdentity").assertCount(3);
        understudy.calls().faulted().withError(code).assertCount(2);
        understudy.calls().allowed().assertCount(1);
        assertThat(StsErrorCode.named(code).orElseThrow().status()).isEqualTo(status);
        assertThat(understudy.faults().list()).isEmpty();
    }

    @Test
    void the_sdk_gives_up_in_the_end() {
        understudy.faults().add(InjectedFault.error("Throttling").always());
        try (StsClient sts = retrying()) {
            String token = fixture.token();
            assertThatExceptionOfType(AwsServiceException.class)
                    .isThrownBy(() -> assume(sts, token))
                    .satisfies(failure -> {
                        assertThat(failure.statusCode()).isEqualTo(400);
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("Throttling");
                        assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
                        assertThat(failure.isThrottlingException()).isTrue();
                    });
        }
        understudy.calls().faulted().assertCount(3);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                Arguments.of("ExpiredTokenException", ExpiredTokenException.class, 400),
                Arguments.of("IDPCommunicationError", IdpCommunicationErrorException.class, 400),
                Arguments.of("IDPRejectedClaim", IdpRejectedClaimException.class, 403),
                Arguments.of("InvalidIdentityToken", InvalidIdentityTokenException.class, 400),
                Arguments.of("MalformedPolicyDocument", MalformedPolicyDocumentException.class, 400),
                Arguments.of("PackedPolicyTooLarge", PackedPolicyTooLargeException.class, 400),
                Arguments.of("RegionDisabledException", RegionDisabledException.class, 403));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void a_modelled_error_is_the_sdk_s_own_exception(
            String code, Class<? extends AwsServiceException> type, int status) {
        understudy.faults().add(InjectedFault.error(code).withMessage("as asked for"));
        try (StsClient sts = fixture.sts()) {
            String token = fixture.token();
            assertThatExceptionOfType(type).isThrownBy(() -> assume(sts, token)).satisfies(failure -> {
                assertThat(failure.statusCode()).isEqualTo(status);
                assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
                assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo("as asked for");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(StsErrorCode.class)
    void every_error_has_its_status_and_aws_s_form(StsErrorCode code) {
        understudy.faults().add(InjectedFault.error(code).times(2));

        HttpResponse<String> xml = fixture.call(fixture.assumeRole("garbage"));
        assertThat(xml.statusCode()).isEqualTo(code.status());
        assertThat(xml.headers().firstValue("Content-Type")).hasValue("text/xml");
        assertThat(xml.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(xml.body())
                .startsWith("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
                .contains("<Type>" + code.type() + "</Type>", "<Code>" + code.wireCode() + "</Code>", "<Message>");

        HttpResponse<String> json = fixture.call(fixture.assumeRole("garbage"), "Accept", "application/json");
        assertThat(json.statusCode()).isEqualTo(code.status());
        assertThat(JSON.readTree(json.body()).required("Error").required("Code").asString())
                .isEqualTo(code.wireCode());
    }

    @Test
    void a_late_answer_meets_the_sdk_s_time_out() {
        understudy.faults().add(InjectedFault.latency(Duration.ofSeconds(1)));
        String token = fixture.token();
        try (StsClient sts = client(AwsRetryStrategy.doNotRetry(), Duration.ofMillis(200))) {
            assertThatExceptionOfType(ApiCallTimeoutException.class).isThrownBy(() -> assume(sts, token));
        }
        Call call = understudy.calls().allowed().assertCount(1).first();
        assertThat(call.injectedFault()).isPresent();
        assertThat(call.trace().steps())
                .last()
                .satisfies(
                        step -> assertThat(step.detail()).contains("injected fault", "held the answer back for PT1S"));
    }

    @Test
    void a_late_answer_is_the_answer_of_the_action() {
        understudy.faults().add(InjectedFault.latency(Duration.ofMillis(120)).times(2));
        long before = System.nanoTime();
        assertThat(fixture.call(fixture.assumeRole(fixture.token())).statusCode())
                .isEqualTo(200);
        assertThat(fixture.call(fixture.assumeRole("garbage")).body()).contains("InvalidIdentityToken");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(240));
    }

    @Test
    void an_error_may_be_late_too() {
        understudy.faults().add(InjectedFault.error("ServiceUnavailable").withLatency(Duration.ofMillis(120)));
        long before = System.nanoTime();
        assertThat(fixture.call(fixture.assumeRole("garbage")).statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }

    @Test
    void a_dropped_connection_is_the_client_s_failure() {
        understudy.faults().add(InjectedFault.droppedConnection().always());
        String token = fixture.token();
        try (StsClient sts = fixture.sts()) {
            assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> assume(sts, token));
        }
        Call call = understudy.calls().faulted().first();
        assertThat(call.error()).isEmpty();
        assertThat(call.trace().summary()).contains("closed the connection");

        understudy.faults().clear();
        try (StsClient sts = fixture.sts()) {
            assertThat(assume(sts, token).credentials()).isNotNull();
        }
    }

    @Test
    void one_issuer_s_tokens_fail_while_another_s_do_not() {
        understudy
                .faults()
                .add(InjectedFault.error("IDPCommunicationError")
                        .onIssuer("server.example.com")
                        .always());
        assertThat(fixture.call(fixture.assumeRole(fixture.token())).body()).contains("IDPCommunicationError");
        String other = fixture.token("{\"issuer\": \"https://token.actions.githubusercontent.com\"}");
        assertThat(fixture.call(fixture.assumeRole(other)).body()).doesNotContain("IDPCommunicationError");
        assertThat(fixture.get("/?Action=GetCallerIdentity&Version=2011-06-15").body())
                .contains("MissingAuthenticationToken");
    }

    @Test
    void one_action_fails_while_another_does_not() {
        understudy
                .faults()
                .add(InjectedFault.error("Throttling")
                        .onAction("GetCallerIdentity")
                        .always());
        assertThat(fixture.call(fixture.assumeRole(fixture.token())).statusCode())
                .isEqualTo(200);
        assertThat(fixture.get("/?Action=GetCallerIdentity&Version=2011-06-15").body())
                .contains("Throttling");
    }

    /** What is no call of STS is answered as always, and uses no fault up. */
    @ParameterizedTest
    @CsvSource({
        "/?Action=NoSuchAction&Version=2011-06-15, 400",
        "/?Action=GetCallerIdentity&Version=2010-05-08, 400",
        "/?Version=2011-06-15, 302",
        "/elsewhere?Action=GetCallerIdentity&Version=2011-06-15, 404"
    })
    void a_fault_waits_for_a_call_of_sts(String path, int status) {
        understudy.faults().add(InjectedFault.error("ServiceUnavailable"));
        HttpResponse<String> answer = fixture.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(understudy.faults().list()).hasSize(1);
    }

    @Test
    void a_past_decision_says_that_a_fault_was_injected() {
        String id = understudy.faults().add(InjectedFault.error("Throttling")).id();
        HttpResponse<String> call = fixture.call(fixture.assumeRole(fixture.token()));
        String requestId = call.headers().firstValue("x-amzn-RequestId").orElseThrow();
        JsonNode decision = fixture.control("GET", "/_understudy/decisions/" + requestId, "");
        assertThat(decision.required("outcome").asString()).isEqualTo("faulted");
        assertThat(decision.required("error").required("code").asString()).isEqualTo("Throttling");
        assertThat(decision.required("summary").asString()).contains("injected fault " + id, "Throttling");
    }

    private static AssumeRoleWithWebIdentityResponse assume(StsClient sts, String token) {
        return sts.assumeRoleWithWebIdentity(request ->
                request.roleArn(Fixture.ROLE).roleSessionName("session").webIdentityToken(token));
    }

    private StsClient retrying() {
        RetryStrategy strategy = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .build();
        return client(strategy, Duration.ofSeconds(30));
    }

    private StsClient client(RetryStrategy strategy, Duration timeout) {
        return StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(
                        configuration -> configuration.retryStrategy(strategy).apiCallTimeout(timeout))
                .build();
    }
}
