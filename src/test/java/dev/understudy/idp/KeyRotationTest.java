package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.token.Audiences;
import dev.understudy.token.IssuerKeys;
import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeySource;
import dev.understudy.token.SigningKeys;
import dev.understudy.token.TokenRejection;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.Verification;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that change, and key sets that are spoilt, as the verification of tokens sees them: one verifier, never cleared. */
class KeyRotationTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final String ISSUER = "https://server.example.com";
    private static final String OTHER = "https://i.example.com";
    private static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());
    private static final String ACCEPTED = "accepted";
    /** Recorded on AWS, for a key id that is not published as well as for keys that cannot be fetched. */
    private static final String NO_KEY = "INVALID_IDENTITY_TOKEN: Couldn't retrieve verification key from your identity"
            + " provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    private final LocalIssuers issuers = new LocalIssuers(
            List.of(ISSUER, OTHER, "www.amazon.com"),
            new SharedKeys(KEYS),
            InstantSource.fixed(NOW),
            new SecureRandom());
    private final TokenVerifier verifier = new TokenVerifier(
            new IssuerKeys(
                    issuer -> new KeySource.Local(),
                    (issuer, source) -> {
                        throw new KeyFetchException("There is no network.");
                    },
                    issuers,
                    InstantSource.fixed(NOW)),
            InstantSource.fixed(NOW));

    private String token() {
        return issuers.sign(TokenRequest.of(ISSUER, "app", "alice"));
    }

    private Verification verify(String token) {
        return verifier.verify(
                token, i -> Optional.of(new TrustedProvider(i, new Audiences.Registered(Set.of("app")))));
    }

    private String answer(String token) {
        Verification verification = verify(token);
        if (verification instanceof Verification.Rejected rejected) {
            TokenRejection rejection = rejected.rejection();
            return rejection.code() + ": " + rejection.message();
        }
        return ACCEPTED;
    }

    @Test
    void tokensOfBefore_areAcceptedUntilTheirKeysAreRetired() {
        String before = token();
        IssuerState rotated = issuers.rotate(ISSUER);
        String after = token();
        assertThat(answer(before)).isEqualTo(ACCEPTED);
        assertThat(answer(after)).isEqualTo(ACCEPTED);
        assertThat(rotated.signing()).hasSize(4).doesNotContainAnyElementsOf(rotated.earlier());
        assertThat(rotated.earlier())
                .isEqualTo(KEYS.keys().stream().map(key -> key.keyId()).toList());

        IssuerState retired = issuers.retire("server.example.com");
        assertThat(answer(before)).isEqualTo(NO_KEY);
        assertThat(answer(after)).isEqualTo(ACCEPTED);
        assertThat(retired.earlier()).isEmpty();
        assertThat(retired.signing()).isEqualTo(rotated.signing());
        assertThat(answer(issuers.sign(TokenRequest.of(OTHER, "app", "alice"))))
                .as("another issuer")
                .isEqualTo(ACCEPTED);
    }

    @Test
    void replacedKeys_areGoneAtOnce() {
        String before = token();
        assertThat(answer(before)).isEqualTo(ACCEPTED);

        assertThat(issuers.replace(ISSUER).earlier()).isEmpty();

        assertThat(answer(before)).isEqualTo(NO_KEY);
        assertThat(answer(token())).isEqualTo(ACCEPTED);
    }

    @Test
    void ringsAreBounded() {
        KeyRing ring = KeyRing.of(KEYS);
        for (int rotations = 0; rotations < KeyRing.MOST_PREVIOUS; rotations++) {
            ring = ring.rotated(KEYS);
        }
        assertThat(ring.previous()).hasSize(KeyRing.MOST_PREVIOUS);
        assertThat(ring.rotated(KEYS).previous()).hasSize(KeyRing.MOST_PREVIOUS);
        assertThat(KeyRing.fromPrivateJson(ring.toPrivateJson()).toPrivateJson())
                .isEqualTo(ring.toPrivateJson());
        assertThat(ring.retired().toPrivateJson()).isEqualTo(KEYS.toPrivateJwks());
        assertThat(ring.publicJwks() + ring).doesNotContain("\"d\"");
    }

    /**
     * AWS answers a provider that it cannot reach, and one without the key, alike (recorded). What it says to a page that
     * is no JSON is unknown.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNAVAILABLE  | answers with the HTTP status 503
            SLOW         | does not answer in time
            MALFORMED    | The key set is not a JSON object
            EMPTY        | the issuer publishes no key with a kid
            UNKNOWN_KEYS | the issuer publishes
            """)
    void aSpoiltKeySet_refusesEveryToken_untilItIsMended(KeyFault fault, String explanation) {
        String token = token();
        assertThat(answer(token)).isEqualTo(ACCEPTED);

        assertThat(issuers.breakKeys(ISSUER, fault).fault().orElseThrow().fault())
                .isEqualTo(fault);
        for (int i = 0; i < 3; i++) {
            assertThat(answer(token)).isEqualTo(NO_KEY);
        }
        assertThat(verify(token))
                .isInstanceOfSatisfying(
                        Verification.Rejected.class,
                        rejected ->
                                assertThat(rejected.rejection().explanation()).contains(explanation));
        assertThat(answer(issuers.sign(TokenRequest.of(OTHER, "app", "alice"))))
                .as("another issuer")
                .isEqualTo(ACCEPTED);

        assertThat(issuers.mend(ISSUER).fault()).isEmpty();
        assertThat(answer(token)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFault_endsAfterItsTimes(int times) {
        String token = token();
        issuers.breakKeys(ISSUER, KeyFault.UNAVAILABLE, times);

        for (int i = 0; i < times; i++) {
            assertThat(answer(token)).isEqualTo(NO_KEY);
        }
        assertThat(answer(token)).isEqualTo(ACCEPTED);
        assertThat(issuers.states())
                .allSatisfy(state -> assertThat(state.fault()).isEmpty());
    }

    @Test
    void aFault_spoilsAtLeastOneFetch() {
        assertThatThrownBy(() -> issuers.breakKeys(ISSUER, KeyFault.EMPTY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allIssuers_canBeMended_andOneThatIsNoLongerPlayedIs() {
        issuers.breakKeys(ISSUER, KeyFault.EMPTY);
        issuers.breakKeys(OTHER, KeyFault.EMPTY);
        issuers.play(List.of(OTHER));
        issuers.play(List.of(ISSUER, OTHER));
        assertThat(answer(token())).isEqualTo(ACCEPTED);
        assertThat(answer(issuers.sign(TokenRequest.of(OTHER, "app", "alice")))).isEqualTo(NO_KEY);

        issuers.mend();
        assertThat(answer(issuers.sign(TokenRequest.of(OTHER, "app", "alice")))).isEqualTo(ACCEPTED);
    }

    @Test
    void aClient_getsTheSameBytes() {
        assertThat(issuers.published(ISSUER))
                .isEqualTo(new PublishedKeys(200, "application/json", KEYS.toPublicJwks(), Duration.ZERO));
        issuers.breakKeys(ISSUER, KeyFault.SLOW);
        assertThat(issuers.published(ISSUER))
                .isEqualTo(new PublishedKeys(200, "application/json", KEYS.toPublicJwks(), Duration.ofSeconds(6)));
        issuers.breakKeys(ISSUER, KeyFault.UNAVAILABLE);
        assertThat(issuers.published(ISSUER).status()).isEqualTo(503);
        issuers.breakKeys(ISSUER, KeyFault.EMPTY);
        assertThat(issuers.published(ISSUER).body()).isEqualTo("{\"keys\":[]}");
    }

    /** To look at the issuers must not cost the keys of all of them. */
    @Test
    void states_makeNoKeys() {
        assertThat(issuers.states())
                .extracting(IssuerState::issuer)
                .containsExactly(OTHER, ISSUER, "https://www.amazon.com");
        assertThat(issuers.states())
                .allSatisfy(state -> assertThat(state.signing()).isEmpty());
    }

    @Test
    void onlyLocalIssuers_canBeChanged() {
        assertThatThrownBy(() -> issuers.rotate("https://more.example.com")).isInstanceOf(UnknownIssuerException.class);
        assertThatThrownBy(() -> issuers.breakKeys("https://more.example.com", KeyFault.SLOW))
                .isInstanceOf(UnknownIssuerException.class);
        assertThatThrownBy(() -> issuers.published("more.example.com")).isInstanceOf(UnknownIssuerException.class);
        assertThatThrownBy(() -> issuers.breakKeys("www.amazon.com", KeyFault.SLOW))
                .as("nobody fetches its keys")
                .isInstanceOf(UnsupportedTokenException.class);
    }
}
