package dev.understudy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.Understudy;
import dev.understudy.journal.InjectedFault;
import dev.understudy.testing.Token;
import dev.understudy.testing.UnderstudyTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** What does a client do when STS has a bad day? This one tries three times, and here without waiting in between. */
@UnderstudyTest(config = "classpath:dev/understudy/examples/understudy.yaml")
class FaultyProviderTest {
    private static final StandardRetryStrategy THREE_TIMES = AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(3)
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .build();

    private final Understudy understudy;
    private final String token;
    private final StsClient sts;

    FaultyProviderTest(
            Understudy understudy, @Token(issuer = "https://idp.example.org", audience = "photo-app") String token) {
        this.understudy = understudy;
        this.token = token;
        sts = StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.of(understudy.region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(client -> client.retryStrategy(THREE_TIMES))
                .build();
    }

    @AfterEach
    void close() {
        sts.close();
    }

    private String assumeRole() {
        return sts.assumeRoleWithWebIdentity(call -> call.roleArn("arn:aws:iam::123456789012:role/PhotoReader")
                        .roleSessionName("test")
                        .webIdentityToken(token))
                .credentials()
                .accessKeyId();
    }

    @Test
    void it_gets_over_throttling() {
        understudy.faults().add(InjectedFault.error("Throttling").times(2));
        assertThat(assumeRole()).startsWith("ASIA");
        understudy.calls().withError("Throttling").assertCount(2);
        understudy.calls().allowed().assertCount(1);
    }

    @Test
    void it_gets_over_a_dropped_connection() {
        understudy.faults().add(InjectedFault.droppedConnection());
        assertThat(assumeRole()).startsWith("ASIA");
    }

    @Test
    void it_gives_up_when_sts_stays_away() {
        understudy.faults().add(InjectedFault.error("ServiceUnavailable").always());
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(this::assumeRole)
                .satisfies(
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable"));
        understudy.calls().assertCount(3);
    }
}
