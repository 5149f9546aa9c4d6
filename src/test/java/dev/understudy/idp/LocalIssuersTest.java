package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.token.Audiences;
import dev.understudy.token.IssuerKeys;
import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeySource;
import dev.understudy.token.KeyType;
import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.Verification;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LocalIssuersTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Shared, because RSA keys are slow to make. */
    private static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());

    private final LocalIssuers issuers = issuers(new SharedKeys(KEYS));

    private static LocalIssuers issuers(IssuerKeyStore store) {
        List<String> names = List.of(
                "https://server.example.com",
                "https://i.example.com",
                "https://server.example.com/realm",
                "i",
                "accounts.google.com",
                "cognito-identity.amazonaws.com",
                "www.amazon.com",
                "graph.facebook.com");
        return new LocalIssuers(names, store, InstantSource.fixed(NOW), new SecureRandom());
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static JsonNode part(String token, int index) {
        byte[] bytes = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    }

    private String token(String body) throws Exception {
        return issuers.sign(TokenRequest.fromJson(object(body)));
    }

    private Verification verify(String token) {
        IssuerKeys keys = new IssuerKeys(
                issuer -> new KeySource.Local(),
                (issuer, source) -> {
                    throw new KeyFetchException("There is no network.");
                },
                issuers,
                InstantSource.fixed(NOW));
        return new TokenVerifier(keys, InstantSource.fixed(NOW))
                .verify(token, i -> Optional.of(new TrustedProvider(i, new Audiences.Registered(Set.of("app")))));
    }

    @Test
    void defaults_areARightToken() throws Exception {
        String token = issuers.sign(TokenRequest.of("https://server.example.com", "app", "alice"));

        JsonNode claims = part(token, 1);
        assertThat(claims.propertyNames()).containsExactly("iss", "sub", "aud", "iat", "exp", "jti");
        assertThat(claims.path("aud").stringValue()).isEqualTo("app");
        assertThat(claims.path("iat").longValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.path("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 3600);
        assertThat(part(token, 0).path("alg").stringValue()).isEqualTo("RS256");
        assertThat(part(token, 0).path("typ").stringValue()).isEqualTo("JWT");
        assertThat(verify(token)).isInstanceOf(Verification.Verified.class);
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void everyAlgorithm_verifiesExactlyIfAwsAcceptsIt(TokenAlgorithm algorithm) throws Exception {
        String token = issuers.sign(
                TokenRequest.of("https://server.example.com", "app", "alice").withAlgorithm(algorithm));

        assertThat(part(token, 0).path("alg").stringValue()).isEqualTo(algorithm.alg());
        assertThat(verify(token) instanceof Verification.Verified)
                .isEqualTo(algorithm.signing().isPresent());
    }

    @Test
    void claimsAndHeader_replaceAddAndLeaveOut() throws Exception {
        String token = token("""
                {"issuer": "https://i.example.com", "audience": ["a", "b"], "subject": "s",
                 "claims": {"sub": null, "jti": "fixed", "groups": ["x"]}, "omitClaims": ["iat"],
                 "header": {"kid": "other", "x5u": "https://evil.example.com"}, "omitHeader": "typ"}
                """);

        assertThat(part(token, 1)).isEqualTo(JSON.readTree("""
                {"iss": "https://i.example.com", "sub": null, "aud": ["a", "b"], "exp": %d, "jti": "fixed",
                 "groups": ["x"]}
                """.formatted(NOW.getEpochSecond() + 3600)));
        assertThat(part(token, 0)).isEqualTo(JSON.readTree("""
                {"alg": "RS256", "kid": "other", "x5u": "https://evil.example.com"}
                """));
    }

    @Test
    void headerAlg_doesNotChangeTheSignature() throws Exception {
        String plain = token("{\"issuer\": \"i\", \"algorithm\": \"ES256\"}");
        String claimed = token("{\"issuer\": \"i\", \"algorithm\": \"ES256\", \"header\": {\"alg\": \"RS512\"}}");

        assertThat(part(claimed, 0).path("alg").stringValue()).isEqualTo("RS512");
        assertThat(claimed.substring(claimed.lastIndexOf('.'))).hasSameSizeAs(plain.substring(plain.lastIndexOf('.')));
    }

    @ParameterizedTest
    @CsvSource({"3600,3600", "-60,-60", "'\"PT1H\"',3600", "'\"-PT5M\"',-300", "0,0", "3153600000,3153600000"})
    void expiresIn_takesSecondsAndDurations(String json, long seconds) throws Exception {
        String token = token("{\"issuer\": \"https://i.example.com\", \"expiresIn\": " + json + "}");

        assertThat(part(token, 1).path("exp").longValue()).isEqualTo(NOW.getEpochSecond() + seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|\"issuer\" is missing; it is an issuer that the configuration calls local, such as"
                        + " https://server.example.com.",
                "{\"issuer\":\"\"}|\"issuer\" is missing; it is an issuer that the configuration calls local, such as"
                        + " https://server.example.com.",
                "{\"issuer\":1}|\"issuer\" must be a string.",
                "{\"issuer\":\"i\",\"aud\":\"a\"}|There is no field \"aud\"; the fields are preset, issuer, audience,"
                        + " subject, claims, header, expiresIn, notBefore, algorithm, omitClaims, omitHeader.",
                "{\"issuer\":\"i\",\"audience\":[1]}|\"audience\" must be a string or a list of strings.",
                "{\"issuer\":\"i\",\"audience\":{}}|\"audience\" must be a string or a list of strings.",
                "{\"issuer\":\"i\",\"claims\":[]}|\"claims\" must be an object.",
                "{\"issuer\":\"i\",\"expiresIn\":1.5}|\"expiresIn\" must be whole seconds, such as 3600 or -60, or an"
                        + " ISO 8601 duration, such as \"PT1H\", of at most 36500 days.",
                "{\"issuer\":\"i\",\"expiresIn\":3153600001}|\"expiresIn\" must be whole seconds, such as 3600 or -60,"
                        + " or an ISO 8601 duration, such as \"PT1H\", of at most 36500 days.",
                "{\"issuer\":\"i\",\"expiresIn\":-9223372036854775808}|\"expiresIn\" must be whole seconds, such as"
                        + " 3600 or -60, or an ISO 8601 duration, such as \"PT1H\", of at most 36500 days.",
                "{\"issuer\":\"i\",\"expiresIn\":\"1h\"}|\"expiresIn\" must be whole seconds, such as 3600 or -60, or"
                        + " an ISO 8601 duration, such as \"PT1H\", of at most 36500 days.",
                "{\"issuer\":\"i\",\"algorithm\":\"rs256\"}|\"algorithm\" must be one of RS256, RS384, RS512, ES256,"
                        + " ES384, ES512, none, HS256.",
            },
            quoteCharacter = '`')
    void fromJson_saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> TokenRequest.fromJson(object(json)))
                .isInstanceOf(InvalidTokenRequestException.class)
                .hasMessage(message);
    }

    @Test
    void expiresIn_isBoundedInTheRecordToo() {
        TokenRequest request = TokenRequest.of("i", "a", "s").withExpiresIn(TokenRequest.LONGEST);

        assertThatThrownBy(() -> request.withExpiresIn(TokenRequest.LONGEST.plus(Duration.ofNanos(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Documented by Google: its tokens name it with or without the scheme. Cognito's have it. */
    @ParameterizedTest
    @CsvSource({
        "accounts.google.com,accounts.google.com",
        "https://accounts.google.com,https://accounts.google.com",
        "cognito-identity.amazonaws.com,https://cognito-identity.amazonaws.com",
        "server.example.com/realm,https://server.example.com/realm",
    })
    void issuer_namesItsTokens(String issuer, String iss) throws Exception {
        String token = issuers.sign(TokenRequest.of(issuer, "app", "alice"));

        assertThat(part(token, 1).path("iss").stringValue()).isEqualTo(iss);
        assertThat(verify(token)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void jwks_isPublicOnly() throws Exception {
        JsonNode keys =
                JSON.readTree(issuers.jwks("https://server.example.com")).path("keys");

        assertThat(keys)
                .hasSize(4)
                .allSatisfy(key -> assertThat(key.propertyNames())
                        .contains("kid", "kty", "use")
                        .doesNotContain("d", "p", "q", "dp", "dq", "qi", "key_ops"));
    }

    @Test
    void manyWaiters_shareOneGeneration() throws Exception {
        AtomicInteger made = new AtomicInteger();
        LocalIssuers fresh = issuers(new SharedKeys(() -> {
            made.incrementAndGet();
            return KEYS;
        }));
        int waiters = 16;
        CyclicBarrier start = new CyclicBarrier(waiters);
        ExecutorService threads = Executors.newFixedThreadPool(waiters);
        try {
            Callable<String> task = () -> {
                start.await();
                return fresh.jwks("https://server.example.com");
            };
            List<Future<String>> all = threads.invokeAll(
                    IntStream.range(0, waiters).mapToObj(i -> task).toList());
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo(KEYS.toPublicJwks());
            }
            assertThat(made).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anIssuerThatIsNotLocal_isRefusedWithTheNamesOfThoseThatAre() {
        assertThat(issuers.plays("server.example.com")).isTrue();
        assertThat(issuers.plays("https://server.example.com/")).isFalse();
        assertThatThrownBy(() -> issuers.sign(TokenRequest.of("https://more.example.com", "app", "alice")))
                .isInstanceOf(UnknownIssuerException.class)
                .hasMessage("https://more.example.com is not a local issuer; the configuration marks these as local:"
                        + " accounts.google.com, cognito-identity.amazonaws.com, graph.facebook.com, i, i.example.com,"
                        + " server.example.com, server.example.com/realm, www.amazon.com. To play it too, write"
                        + " \"https://more.example.com: local\" under \"issuers\".");
    }

    @Test
    void inMemoryStore_keepsKeysPerIssuer() {
        IssuerKeyStore store = IssuerKeyStore.inMemory();
        KeyRing one = KeyRing.of(KEYS);
        KeyRing other = KeyRing.of(KEYS);

        assertThat(store.find("a")).isEmpty();
        assertThat(store.keys("a", () -> one)).isSameAs(one);
        assertThat(store.keys("a", () -> other)).isSameAs(one);
        assertThat(store.keys("b", () -> other)).isSameAs(other);
        assertThat(store.change("a", ring -> other)).isSameAs(other);
        assertThat(store.find("a")).containsSame(other);
        assertThatThrownBy(() -> store.change("c", ring -> ring))
                .isInstanceOf(IssuerKeyStoreException.class)
                .hasMessage("The issuer c has no keys yet.");
    }

    /** A call that a reload overtakes has looked its issuer up already. */
    @Test
    void an_issuer_that_a_reload_takes_away_or_brings_has_its_key_all_the_while() {
        Optional<SigningKey> key = issuers.signingKey("https://server.example.com", KeyType.P256);
        assertThat(key).isPresent();
        issuers.play(List.of("https://i.example.com"));
        assertThat(issuers.signingKey("https://server.example.com", KeyType.P256))
                .isEqualTo(key);
        assertThat(issuers.plays("https://server.example.com")).isFalse();
    }
}
