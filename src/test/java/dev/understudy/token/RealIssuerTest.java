package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.token.TokenRejection.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an identity provider that somebody else wrote, found by discovery. */
class RealIssuerTest {
    private static final String CLIENT = "default";

    private final AtomicReference<Instant> now = new AtomicReference<>(Tokens.NOW);
    private final AtomicReference<JWK> providerKey = new AtomicReference<>();
    private MockOAuth2Server server;
    private String issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        providerKey.set(key("one"));
        KeyProvider keys = new KeyProvider() {
            @Override
            public JWK signingKey(String issuerId) {
                return Objects.requireNonNull(providerKey.get());
            }
        };
        server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(keys, Tokens.NOW)));
        server.start(InetAddress.getLoopbackAddress(), 0);
        issuer = server.issuerUrl("default").toString();
        IssuerKeys issuerKeys = new IssuerKeys(
                i -> new KeySource.Discovery(KeySource.Access.PLAIN),
                new HttpKeyFetcher(Duration.ofSeconds(60)),
                i -> "",
                now::get);
        verifier = new TokenVerifier(issuerKeys, now::get);
    }

    @AfterEach
    void stop() {
        server.shutdown();
    }

    private static JWK key(String kid) throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID(kid).generate();
        return new RSAKey.Builder(key).keyUse(KeyUse.SIGNATURE).build();
    }

    /** This provider names its client in azp, which is then the audience, whatever aud says. */
    private String token() {
        return server.issueToken("default", "alice", "whatever", Map.of("groups", List.of("a")))
                .serialize();
    }

    private Verification verify(String token) {
        return verifier.verify(
                token,
                i -> i.equals(issuer)
                        ? Optional.of(new TrustedProvider("mock", new Audiences.Registered(Set.of(CLIENT))))
                        : Optional.empty());
    }

    @Test
    void itsToken_isAccepted() {
        VerifiedToken token = Tokens.accepted(verify(token()));

        assertThat(token.issuer()).isEqualTo(issuer);
        assertThat(token.subject()).isEqualTo("alice");
        assertThat(token.audience()).isEqualTo(CLIENT);
        assertThat(token.claimValues("groups")).containsExactly("a");
    }

    @Test
    void rotation_isFollowed() throws Exception {
        String old = token();
        Tokens.accepted(verify(old));
        providerKey.set(key("two"));
        String rotated = token();
        assertThat(Tokens.refused(verify(rotated)).check())
                .as("too soon to ask again")
                .isEqualTo(Check.KEYS);

        now.set(Tokens.NOW.plusSeconds(10));
        assertThat(Tokens.accepted(verify(rotated)).keyId()).isEqualTo("two");
        assertThat(Tokens.refused(verify(old)).explanation())
                .contains("\"one\"")
                .contains("publishes \"two\"");
    }

    @Test
    void newKeyUnderAnOldId_isFollowed() throws Exception {
        Tokens.accepted(verify(token()));
        providerKey.set(key("one"));
        now.set(Tokens.NOW.plusSeconds(10));

        Tokens.accepted(verify(token()));
    }

    @Test
    void outage_isSurvivedWithKeys() throws IOException {
        String token = token();
        Tokens.accepted(verify(token));
        server.shutdown();

        Tokens.accepted(verify(token));
        now.set(Tokens.NOW.plus(Duration.ofMinutes(59)));
        Tokens.accepted(verify(token));
    }

    /** The provider behind an address that answers late, or not before the time is up. */
    private Verification verifyBehind(Duration delay, Duration timeLimit) throws Exception {
        CountDownLatch tooLate = new CountDownLatch(1);
        HttpServer late = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        late.createContext("/", exchange -> {
            try {
                tooLate.await(delay.toMillis(), TimeUnit.MILLISECONDS);
                byte[] keys =
                        server.jwksUrl("default").uri().toURL().openStream().readAllBytes();
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        late.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + late.getAddress().getPort() + "/jwks");
            IssuerKeys keys = new IssuerKeys(
                    i -> new KeySource.JwksUri(address, KeySource.Access.PLAIN),
                    new HttpKeyFetcher(timeLimit),
                    i -> "",
                    now::get);
            verifier = new TokenVerifier(keys, now::get);
            return verify(token());
        } finally {
            tooLate.countDown();
            late.stop(0);
        }
    }

    @Test
    void slowAnswer_isWaitedFor() throws Exception {
        Tokens.accepted(verifyBehind(Duration.ofMillis(300), Duration.ofSeconds(60)));
    }

    @Test
    void answerAfterTheTimeIsUp_isNoAnswer() throws Exception {
        TokenRejection rejection = Tokens.refused(verifyBehind(Duration.ofSeconds(60), Duration.ofMillis(300)));
        assertThat(rejection.check()).isEqualTo(Check.KEYS);
        assertThat(rejection.message()).startsWith("Couldn't retrieve verification key from your identity provider,  ");
    }

    @Test
    void outage_withoutKeys_isTold() {
        String token = token();
        server.shutdown();

        assertThat(Tokens.refused(verify(token)).explanation())
                .isEqualTo("The keys of \"" + issuer + "\" cannot be had: " + issuer
                        + "/.well-known/openid-configuration cannot be reached: the connection was refused.");
    }
}
