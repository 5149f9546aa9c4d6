package dev.understudy.idp;

import static dev.understudy.token.OAuthProvider.FACEBOOK;
import static dev.understudy.token.OAuthProvider.LOGIN_WITH_AMAZON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.idp.AccessTokenState.Active;
import dev.understudy.idp.AccessTokenState.Inactive;
import dev.understudy.idp.AccessTokenState.Reason;
import dev.understudy.support.MovableClock;
import dev.understudy.token.Introspection;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AccessTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Shared, because RSA keys are slow to make. */
    private static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());

    private static final SigningKeys OTHER_KEYS = SigningKeys.generate(new SecureRandom());
    private static final List<String> HOSTS = List.of("www.amazon.com", "graph.facebook.com");

    private final MovableClock clock = new MovableClock(NOW);
    private final LocalIssuers issuers = issuers(KEYS);
    private final AccessTokens tokens = new AccessTokens(issuers, clock);

    private LocalIssuers issuers(SigningKeys keys) {
        return new LocalIssuers(HOSTS, new SharedKeys(keys), clock, new SecureRandom());
    }

    private static TokenRequest request(String json) throws InvalidTokenRequestException {
        return TokenRequest.fromJson((ObjectNode) JSON.readTree(json));
    }

    private Reason refused(OAuthProvider provider, String token) {
        AccessTokenState state = tokens.inspect(provider, token);
        assertThat(state).isInstanceOf(Inactive.class);
        // The ids of keys, which are random, may well hold the first letters of a token.
        assertThat(((Inactive) state).explanation())
                .endsWith(".")
                .doesNotContain("Atza|")
                .doesNotContainPattern("ZXlK[\\w-]{50,}")
                .doesNotContainPattern("eyJ[\\w-]+\\.");
        return ((Inactive) state).reason();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            LOGIN_WITH_AMAZON; Atza|[A-Za-z0-9_-]+
            FACEBOOK;          EAA[A-Za-z0-9_-]+
            """)
    void aTokenLooksLikeItsProvidersAndSaysNothing(OAuthProvider provider, String form) {
        String token = tokens.issue(provider, "app-1", "user-1", Duration.ofHours(1), Map.of("name", "Alice"));

        assertThat(token).matches(form.replace("|", "\\|")).doesNotContain(".", "user-1");
        assertThat(tokens.inspect(provider, token))
                .isEqualTo(new Active("app-1", "user-1", NOW, NOW.plusSeconds(3600), Map.of("name", "Alice")));
        assertThat(tokens.introspect(provider, token))
                .isEqualTo(new Introspection.Active("app-1", "user-1", Optional.of(NOW.plusSeconds(3600))));
    }

    /** The documented bound of Login with Amazon, for ids of the usual lengths. */
    @Test
    void anAmazonTokenHasAtMost2048Bytes() {
        assertThat(tokens.issue(
                        LOGIN_WITH_AMAZON,
                        "amzn1.application." + "a".repeat(32),
                        "amzn1.account." + "A".repeat(30),
                        Duration.ofHours(1),
                        Map.of("name", "Alice Example", "email", "alice@example.com", "postal_code", "98101")))
                .hasSizeBetween(350, 2048);
    }

    @Test
    void anotherProcessWithTheSameKeys_knowsTheToken() {
        String token = tokens.issue(FACEBOOK, "1", "2", Duration.ofHours(1), Map.of());

        assertThat(new AccessTokens(issuers(KEYS), clock).inspect(FACEBOOK, token))
                .isInstanceOf(Active.class);
        assertThat(new AccessTokens(issuers(OTHER_KEYS), clock).inspect(FACEBOOK, token))
                .isInstanceOf(Inactive.class);
    }

    /** Unlike a signed token at AWS, it is granted no tolerance. */
    @Test
    void expiry_isExact() {
        String token = tokens.issue(FACEBOOK, "1", "2", Duration.ofSeconds(60), Map.of());
        clock.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(tokens.inspect(FACEBOOK, token)).isInstanceOf(Active.class);
        clock.advance(Duration.ofNanos(1));
        assertThat(refused(FACEBOOK, token)).isEqualTo(Reason.EXPIRED);
        assertThat(tokens.introspect(FACEBOOK, token)).isInstanceOf(Introspection.Expired.class);
        clock.advance(Duration.ofDays(1));
        assertThat(refused(FACEBOOK, token)).isEqualTo(Reason.EXPIRED);
        assertThat(refused(FACEBOOK, tokens.issue(FACEBOOK, "1", "2", Duration.ofSeconds(-1), Map.of())))
                .isEqualTo(Reason.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void onlyARightSignatureCounts(TokenAlgorithm algorithm) {
        String token = issuers.sign(
                TokenRequest.of("https://www.amazon.com", "app", "user").withAlgorithm(algorithm));

        assertThat(tokens.inspect(LOGIN_WITH_AMAZON, token) instanceof Active)
                .isEqualTo(algorithm.signing().isPresent());
    }

    @Test
    void aTokenIsItsOwnProvidersOnly() {
        String token = tokens.issue(LOGIN_WITH_AMAZON, "app", "user", Duration.ofHours(1), Map.of());

        assertThat(refused(FACEBOOK, token)).isEqualTo(Reason.NOT_OURS);
        assertThat(refused(FACEBOOK, "EAA" + token.substring("Atza|".length()))).isEqualTo(Reason.NOT_OURS);
        assertThat(tokens.introspect(FACEBOOK, token)).isInstanceOf(Introspection.Refused.class);
    }

    @Test
    void aTokenGoesWithItsKeys() {
        String token = tokens.issue(FACEBOOK, "1", "2", Duration.ofHours(1), Map.of());
        issuers.rotate("graph.facebook.com");
        assertThat(tokens.inspect(FACEBOOK, token)).isInstanceOf(Active.class);
        issuers.retire("https://graph.facebook.com");
        assertThat(refused(FACEBOOK, token)).isEqualTo(Reason.NOT_OURS);
    }

    @Test
    void aProviderThatIsNotPlayedAnyLonger_issuesNothing() {
        String token = tokens.issue(FACEBOOK, "1", "2", Duration.ofHours(1), Map.of());
        issuers.play(List.of("www.amazon.com"));

        assertThat(refused(FACEBOOK, token)).isEqualTo(Reason.NOT_OURS);
        assertThatThrownBy(() -> tokens.issue(FACEBOOK, "1", "2", Duration.ofHours(1), Map.of()))
                .isInstanceOf(UnknownIssuerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "Atza|",
                "Atza|IQEBLjAsAhRmHjNgHpi0U-Dme37rR6CuUpSR",
                "Atza|ZXlK",
                "Atza|ZXlK.ZXlK",
                "Atza|a=",
                "Atza|YQ==",
                "Atza|YR",
                "EAA",
                "\u00e9",
            })
    void whatWasNotIssuedHere_isNotOurs(String token) {
        assertThat(refused(LOGIN_WITH_AMAZON, token)).isEqualTo(Reason.NOT_OURS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"issuer":"www.amazon.com","subject":"u"}                                     | its audience must be one app id
            {"issuer":"www.amazon.com","audience":["a","b"],"subject":"u"}                | its audience must be one app id
            {"issuer":"www.amazon.com","audience":"a b","subject":"u"}                    | its audience must be one app id
            {"issuer":"www.amazon.com","audience":"a"}                                    | its subject must be a user id
            {"issuer":"www.amazon.com","audience":"a","subject":""}                       | its subject must be a user id
            {"issuer":"www.amazon.com","audience":"a","subject":"u","header":{"kid":"x"}} | it has no header that could be changed
            {"issuer":"www.amazon.com","audience":"a","subject":"u","omitHeader":"kid"}   | it has no header
            {"issuer":"www.amazon.com","audience":"a","subject":"u","omitClaims":"sub"}   | no claims that could be left out
            {"issuer":"www.amazon.com","audience":"a","subject":"u","claims":{"iss":"x"}} | its claims are texts of the user's profile: name, email, postal_code.
            {"issuer":"www.amazon.com","audience":"a","subject":"u","claims":{"name":1}}  | its claims are texts of the user's profile
            {"issuer":"graph.facebook.com","audience":"a","subject":"u","claims":{"postal_code":"1"}} | name, email, first_name, last_name.
            """)
    void whatATokenCannotSay_isRefusedInASentence(String json, String says) throws Exception {
        TokenRequest request = request(json);

        assertThatThrownBy(() -> issuers.sign(request))
                .isInstanceOf(UnsupportedTokenException.class)
                .hasMessageContaining("gives opaque access tokens: of such a token, ")
                .hasMessageContaining(says)
                .hasMessageEndingWith(".");
    }

    @Test
    void idsHaveAtMost255Characters() {
        String longest = "a".repeat(255);
        String token = tokens.issue(FACEBOOK, longest, longest, Duration.ofHours(1), Map.of());

        assertThat(tokens.inspect(FACEBOOK, token)).isInstanceOf(Active.class);
        assertThatThrownBy(() -> tokens.issue(FACEBOOK, longest + "a", "u", Duration.ofHours(1), Map.of()))
                .isInstanceOf(UnsupportedTokenException.class);
        assertThatThrownBy(() -> tokens.issue(FACEBOOK, "a", longest + "a", Duration.ofHours(1), Map.of()))
                .isInstanceOf(UnsupportedTokenException.class);
    }

    /** Mutations are judged without an exception, and none but the token itself is good. */
    @Test
    void mutatedTokens() {
        String token = tokens.issue(LOGIN_WITH_AMAZON, "app", "user", Duration.ofHours(1), Map.of());
        String inner = decoded(token);
        String alphabet = "ABab01-_+/=. \n{}\"|\u00e9\ud83d";
        for (long seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            boolean within = random.nextBoolean();
            StringBuilder text = new StringBuilder(within ? inner : token);
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(40)));
                }
            }
            String mutated = within ? encoded(text.toString()) : text.toString();
            assertThat(tokens.inspect(LOGIN_WITH_AMAZON, mutated) instanceof Active)
                    .as("seed %d", seed)
                    // White space around the JSON Web Token inside is dropped, as it is around others.
                    .isEqualTo(within ? text.toString().strip().equals(inner) : mutated.equals(token));
        }
    }

    private static String decoded(String token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token.substring("Atza|".length()));
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String encoded(String jwt) {
        return "Atza|" + Base64.getUrlEncoder().withoutPadding().encodeToString(jwt.getBytes(StandardCharsets.UTF_8));
    }
}
