package dev.understudy.credentials;

import static dev.understudy.credentials.Sessions.FIRST_STAMP;
import static dev.understudy.credentials.Sessions.NOON;
import static dev.understudy.credentials.Sessions.key;
import static dev.understudy.credentials.Sessions.repeatable;
import static dev.understudy.credentials.Sessions.stamps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.aws.UniqueIds;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private final CredentialMinter minter = new CredentialMinter(key(1), repeatable(1), stamps());
    private final SessionOpener opener = new SessionOpener(key(1));

    static Stream<Session> sessions() {
        return Stream.concat(
                Stream.of(Sessions.smallest(), Sessions.webIdentity("1234567890123"), Sessions.full()),
                Sessions.ofEveryKind());
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void tokenOpensToItsSessionAndSecret(Session session) {
        TemporaryCredentials minted = minter.mint(session, Optional.empty());
        assertThat(opener.open(minted.accessKeyId(), minted.sessionToken()))
                .isEqualTo(new Opened.Valid(session, FIRST_STAMP, minted.secretAccessKey()));
        assertThat(minted.expiration()).isEqualTo(session.expiresAt());
    }

    /** Recorded on AWS: the forms of the three texts. */
    @ParameterizedTest
    @MethodSource("sessions")
    void credentialsHaveAwsForm(Session session) {
        TemporaryCredentials minted = minter.mint(session, Optional.empty());
        assertThat(minted.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(UniqueIds.accountOf(minted.accessKeyId())).contains(Sessions.ACCOUNT);
        assertThat(minted.secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
        assertThat(minted.sessionToken()).startsWith("IQoJb3JpZ2luX2Vj").matches("[A-Za-z0-9+/]+={0,2}");
        assertThat(minted.sessionToken().length()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void restartWithTheSameKeyOpensOldTokens() {
        TemporaryCredentials minted = minter.mint(Sessions.full(), Optional.empty());
        byte[] again = new byte[SealingKey.LENGTH];
        again[0] = 1;
        assertThat(new SessionOpener(SealingKey.of(again)).open(minted.accessKeyId(), minted.sessionToken()))
                .isEqualTo(new Opened.Valid(Sessions.full(), FIRST_STAMP, minted.secretAccessKey()));
    }

    @Test
    void otherSealingKeyDoesNotOpen() {
        TemporaryCredentials minted = minter.mint(Sessions.full(), Optional.empty());
        for (SealingKey other : new SealingKey[] {key(2), SealingKey.random(repeatable(3))}) {
            assertThat(new SessionOpener(other).open(minted.accessKeyId(), minted.sessionToken()))
                    .isInstanceOf(Opened.Invalid.class);
        }
    }

    @Test
    void tokenOfAnotherAccessKeyDoesNotOpen() {
        TemporaryCredentials one = minter.mint(Sessions.full(), Optional.empty());
        TemporaryCredentials two = minter.mint(Sessions.full(), Optional.empty());
        assertThat(opener.open(one.accessKeyId(), two.sessionToken())).isInstanceOf(Opened.Invalid.class);
        assertThat(opener.open("", one.sessionToken())).isInstanceOf(Opened.Invalid.class);
        assertThat(opener.open(one.accessKeyId().toLowerCase(Locale.ROOT), one.sessionToken()))
                .isInstanceOf(Opened.Invalid.class);
    }

    @Test
    void everyBitOfTheTokenCounts() {
        TemporaryCredentials minted = minter.mint(Sessions.full(), Optional.empty());
        byte[] token = Base64.getDecoder().decode(minted.sessionToken());
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] tampered = token.clone();
            tampered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(opener.open(minted.accessKeyId(), Base64.getEncoder().encodeToString(tampered)))
                    .as("bit %d", bit)
                    .isInstanceOf(Opened.Invalid.class);
        }
    }

    /** A token has one spelling: no other text opens, not even one that lenient base64 decodes to the same bytes. */
    @Test
    void everyCharacterOfTheTokenCounts() {
        for (Session session : sessions().toList()) {
            TemporaryCredentials minted = minter.mint(session, Optional.empty());
            String token = minted.sessionToken();
            for (int i = 0; i < token.length(); i++) {
                for (String other : new String[] {"A", "B", "/", "-", "=", " ", ""}) {
                    String tampered = token.substring(0, i) + other + token.substring(i + 1);
                    if (!tampered.equals(token)) {
                        assertThat(opener.open(minted.accessKeyId(), tampered))
                                .as("character %d as '%s'", i, other)
                                .isInstanceOf(Opened.Invalid.class);
                    }
                }
            }
            assertThat(opener.open(minted.accessKeyId(), token + "=")).isInstanceOf(Opened.Invalid.class);
            assertThat(opener.open(minted.accessKeyId(), token + "\n")).isInstanceOf(Opened.Invalid.class);
        }
    }

    @Test
    void everyTokenCutShortIsInvalid() {
        TemporaryCredentials minted = minter.mint(Sessions.smallest(), Optional.empty());
        for (int length = 0; length < minted.sessionToken().length(); length++) {
            String cut = minted.sessionToken().substring(0, length);
            assertThat(opener.open(minted.accessKeyId(), cut)).isInstanceOf(Opened.Invalid.class);
        }
        byte[] token = Base64.getDecoder().decode(minted.sessionToken());
        for (int length = 0; length < token.length; length++) {
            String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(token, length));
            assertThat(opener.open(minted.accessKeyId(), cut)).isInstanceOf(Opened.Invalid.class);
        }
    }

    @Test
    void noTextMakesOpeningThrow() {
        long seed = 99;
        Random random = new Random(seed);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "IQoJb3JpZ2luX2VjA" : "");
            for (int i = random.nextInt(120); i > 0; i--) {
                text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : 32 + random.nextInt(95)));
            }
            assertThat(opener.open(text.substring(text.length() / 2), text.toString()))
                    .as("seed %d, run %d", seed, run)
                    .isInstanceOf(Opened.Invalid.class);
        }
    }

    @Test
    void tokenLengthHasALimit() {
        int limit = SessionOpener.MAX_TOKEN_LENGTH;
        assertThat(opener.open("ASIA", "A".repeat(limit)))
                .isNotEqualTo(opener.open("ASIA", "A".repeat(limit + 1)))
                .isInstanceOf(Opened.Invalid.class);
        assertThat(opener.open("A".repeat(128), ""))
                .isNotEqualTo(opener.open("A".repeat(129), ""))
                .isInstanceOf(Opened.Invalid.class);
    }

    @Test
    void largestSessionStillOpensAndOneByteMoreIsNotMinted() {
        Session session = Sessions.webIdentity("s");
        int own = SessionCodec.encode(session).length;
        Session largest = Sessions.webIdentity("s".repeat(SessionCodec.MAX_BYTES - own + 1));
        TemporaryCredentials minted = minter.mint(largest, Optional.empty());
        assertThat(minted.sessionToken().length()).isLessThanOrEqualTo(SessionOpener.MAX_TOKEN_LENGTH);
        assertThat(opener.open(minted.accessKeyId(), minted.sessionToken())).isInstanceOf(Opened.Valid.class);
        Session larger = Sessions.webIdentity("s".repeat(SessionCodec.MAX_BYTES - own + 2));
        assertThatThrownBy(() -> minter.mint(larger, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> minter.mint(Sessions.webIdentity("s".repeat(70_000)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mintsAreDistinct() {
        int number = 20_000;
        Set<String> ids = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < number; i++) {
            TemporaryCredentials minted = minter.mint(Sessions.smallest(), Optional.empty());
            ids.add(minted.accessKeyId());
            secrets.add(minted.secretAccessKey());
        }
        assertThat(ids).hasSize(number);
        assertThat(secrets).hasSize(number);
    }

    /** The boundary: a session that expires now has expired. */
    @ParameterizedTest
    @CsvSource({"PT59M59.999S, false", "PT1H, true", "PT1H0.001S, true"})
    void sessionExpiresAtTheInstantItself(Duration later, boolean expired) {
        assertThat(Sessions.full().isExpiredAt(NOON.plus(later))).isEqualTo(expired);
    }

    @Test
    void instantsHaveWholeSeconds() {
        Session session =
                Session.of(Sessions.full().principal(), Sessions.ACCOUNT, NOON.plusMillis(999), NOON.plusMillis(1999));
        assertThat(session.issuedAt()).isEqualTo(NOON);
        assertThat(session.expiresAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void orderOfTagsIsKept() {
        TemporaryCredentials minted = minter.mint(Sessions.full(), Optional.empty());
        Opened.Valid opened = (Opened.Valid) opener.open(minted.accessKeyId(), minted.sessionToken());
        assertThat(opened.session().tags().tags().keySet()).containsExactly("zone", "Area", "middle");
        assertThat(opened.session().context().keySet())
                .containsExactlyElementsOf(Sessions.full().context().keySet());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void sealingKeyHasThirtyTwoBytes(int length) {
        assertThatThrownBy(() -> SealingKey.of(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A sealing key has 32 bytes, not " + length);
    }

    @Test
    void nothingSecretIsPrinted() {
        TemporaryCredentials minted = minter.mint(Sessions.full(), Optional.empty());
        Opened opened = opener.open(minted.accessKeyId(), minted.sessionToken());
        assertThat(minted.toString() + opened + key(1))
                .contains(minted.accessKeyId(), "SealingKey")
                .doesNotContain(minted.secretAccessKey(), minted.sessionToken().substring(16, 40));
    }

    @Test
    void collectionsAreCopied() {
        Map<String, SessionValue> context = new HashMap<>();
        Session session = Sessions.smallest().withContext(context);
        context.put("k", new SessionValue.Single("v"));
        assertThat(session.context()).isEmpty();
        assertThatThrownBy(() -> session.context().put("k", new SessionValue.Single("v")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 1000, 1001, 1002, 1003, 4095, 4096})
    void a_token_is_as_long_as_it_is_asked_to_be_and_opens(int wanted) {
        int bare = minter.mint(Sessions.smallest(), Optional.empty())
                .sessionToken()
                .length();
        TemporaryCredentials minted = minter.mint(Sessions.smallest(), Optional.of(wanted));
        assertThat(minted.sessionToken().length()).isBetween(Math.max(bare, wanted), Math.max(bare, wanted + 3));
        assertThat(opener.open(minted.accessKeyId(), minted.sessionToken()))
                .isInstanceOfSatisfying(
                        Opened.Valid.class,
                        opened -> assertThat(opened.session()).isEqualTo(Sessions.smallest()));
        assertThat(minted.sessionTokenUtilization())
                .isEqualTo(Math.min(100, (minted.sessionToken().length() * 100 + 4095) / 4096));
    }
}
