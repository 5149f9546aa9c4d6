package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.Understudy;
import dev.understudy.support.Fixture;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The client of the control API, against a real one. */
@UnderstudyTest
class RemoteUnderstudyTest {
    private final Understudy understudy;
    private final RemoteUnderstudy remote;

    RemoteUnderstudyTest(Understudy understudy) {
        this.understudy = understudy;
        remote = RemoteUnderstudy.at(understudy.endpoint());
    }

    @Test
    void a_token_is_explained_as_good() {
        String token = remote.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        assertThat(remote.explain(Map.of("RoleArn", Fixture.ROLE, "WebIdentityToken", token)))
                .containsEntry("outcome", "allowed");
    }

    @Test
    void an_expired_token_is_explained_as_refused() {
        String token = remote.token(Map.of(
                "issuer", Fixture.ISSUER, "audience", Fixture.AUDIENCE, "subject", "alice", "expiresIn", "-PT1H"));
        assertThat(remote.explain(Map.of("RoleArn", Fixture.ROLE, "WebIdentityToken", token)))
                .containsEntry("outcome", "refused")
                .extractingByKey("error")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("code", "ExpiredTokenException");
    }

    @Test
    void the_clock_moves_and_comes_back() {
        Instant far = Instant.parse("2040-01-01T00:00:00Z");
        remote.setClock(far);
        remote.advanceClock(Duration.ofHours(2));
        assertThat(remote.now()).isBetween(far.plus(Duration.ofHours(2)), far.plus(Duration.ofHours(3)));
        assertThat(understudy.clock().instant()).isAfterOrEqualTo(far.plus(Duration.ofHours(2)));
        remote.resetClock();
        assertThat(remote.now()).isBefore(far);
    }

    @Test
    void sessions_expire_by_key_by_role_and_all() {
        for (Consumer<Credentials> expiry : List.<Consumer<Credentials>>of(
                credentials -> remote.expireSession(credentials.accessKeyId()),
                credentials -> remote.expireSessionsOf(Fixture.ROLE),
                credentials -> remote.expireAllSessions())) {
            Credentials credentials = assumeRole();
            try (StsClient sts = client(session(credentials))) {
                assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
                expiry.accept(credentials);
                assertThatExceptionOfType(StsException.class)
                        .isThrownBy(sts::getCallerIdentity)
                        .satisfies(
                                refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                        .isEqualTo("ExpiredToken"));
            }
        }
    }

    @Test
    void a_fault_is_met_once_and_seen_among_the_events_until_they_are_forgotten() {
        remote.addFault(Map.of("error", "ServiceUnavailable", "times", 5));
        remote.clearFaults();
        remote.addFault(Map.of("error", "Throttling"));
        assumeRole();
        assertThat(remote.events()).extracting(event -> event.get("outcome")).containsExactly("faulted", "allowed");
        assertThat(understudy.calls().count()).isEqualTo(2);
        remote.forgetEvents();
        assertThat(remote.events()).isEmpty();
    }

    private Credentials assumeRole() {
        String token = remote.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        try (StsClient sts = client(AnonymousCredentialsProvider.create())) {
            return sts.assumeRoleWithWebIdentity(call ->
                            call.roleArn(Fixture.ROLE).roleSessionName("me").webIdentityToken(token))
                    .credentials();
        }
    }

    private static AwsCredentialsProvider session(Credentials credentials) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private StsClient client(AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
    }

    @Test
    void what_is_refused_is_an_illegal_argument_in_understudys_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.token("https://nobody.example.org", "app", "alice"))
                .withMessageContaining("https://nobody.example.org");
    }

    @Test
    void an_understudy_that_has_gone_is_named() throws Exception {
        Understudy gone = Understudy.builder().start();
        gone.close();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> RemoteUnderstudy.at(gone.endpoint()).now())
                .withMessage("No Understudy answers at " + gone.endpoint() + ".");
    }
}
