package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.Understudy;
import dev.understudy.idp.KeyFault;
import dev.understudy.support.Fixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void a_uri_is_the_endpoint(URI endpoint) {
        assertThat(endpoint).isEqualTo(understudy.endpoint());
    }

    @Test
    void the_clock_stands_still_and_goes_on() {
        Instant far = Instant.parse("2040-01-01T00:00:00Z");
        remote.freezeClock(far);
        assertThat(remote.now()).isEqualTo(far);
        assertThat(understudy.clock().isFrozen()).isTrue();
        remote.resumeClock();
        assertThat(understudy.clock().isFrozen()).isFalse();
        remote.freezeClock();
        assertThat(understudy.clock().isFrozen()).isTrue();
        assertThat(remote.now()).isAfterOrEqualTo(far);
    }

    @Test
    void keys_are_rotated_retired_broken_and_mended() {
        String before = remote.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        remote.rotateKeys(Fixture.ISSUER);
        assertThat(outcome(before)).isEqualTo("allowed");
        remote.retireKeys(Fixture.ISSUER);
        assertThat(outcome(before)).isEqualTo("refused");

        String token = remote.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        remote.breakKeys(Fixture.ISSUER, KeyFault.UNAVAILABLE);
        assertThat(outcome(token)).isEqualTo("refused");
        remote.mendKeys(Fixture.ISSUER);
        assertThat(outcome(token)).isEqualTo("allowed");
    }

    private Object outcome(String token) {
        return remote.explain(Map.of("RoleArn", Fixture.ROLE, "WebIdentityToken", token))
                .get("outcome");
    }

    @Test
    void one_fault_among_others_is_taken_back() {
        String id = remote.addFault(Map.of("error", "ServiceUnavailable"));
        remote.addFault(Map.of("error", "Throttling"));
        remote.removeFault(id);
        assertThat(understudy.faults().list()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> remote.removeFault(id));
        assumeRole();
        assertThat(remote.events(Map.of("outcome", "faulted", "role", Fixture.ROLE)))
                .singleElement()
                .extracting(event -> event.get("error"))
                .asString()
                .contains("Throttling");
        assertThat(remote.events(Map.of("session", "a&b=c%"))).isEmpty();
    }

    /** Some other server at this port: a page for people, or JSON of another kind. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "", "[]", "{\"now\": 7}", "{}"})
    void whoever_else_answers_is_no_understudy(String body) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
            assertThatIllegalStateException()
                    .isThrownBy(() -> RemoteUnderstudy.at(endpoint).now())
                    .withMessage("No Understudy answers at " + endpoint + ".");
        } finally {
            other.stop(0);
        }
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
