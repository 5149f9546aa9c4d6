package dev.understudy.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.AccessTokenEndpoints;
import dev.understudy.idp.AccessTokens;
import dev.understudy.idp.IssuerKeyStore;
import dev.understudy.idp.KeyFault;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not to be waited for over a socket. */
class IssuerCallsTest {
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-05T10:00:00Z"));
    private final LocalIssuers issuers =
            new LocalIssuers(List.of("https://idp.example.test"), IssuerKeyStore.inMemory(), clock, new SecureRandom());
    private final AccessTokenEndpoints accessTokens = new AccessTokenEndpoints(new AccessTokens(issuers, clock), clock);
    private final List<Duration> waits = new ArrayList<>();
    private final ControlApi api = new ControlApi(List.of(new IssuerCalls(issuers, accessTokens, waits::add)));

    private HttpResponse keys() {
        return api.handle(new HttpRequest(
                "GET", "/_understudy/issuers/idp.example.test/jwks", "", Headers.EMPTY, new byte[0], "", false));
    }

    @Test
    void slow_keys_are_the_right_keys_after_six_seconds() {
        HttpResponse quick = keys();
        assertThat(waits).isEmpty();

        issuers.breakKeys("https://idp.example.test", KeyFault.SLOW, 1);
        HttpResponse slow = keys();

        assertThat(waits).containsExactly(Duration.ofSeconds(6));
        assertThat(slow.status()).isEqualTo(200);
        assertThat(slow.body()).isEqualTo(quick.body());
        keys();
        assertThat(waits).hasSize(1);
    }
}
