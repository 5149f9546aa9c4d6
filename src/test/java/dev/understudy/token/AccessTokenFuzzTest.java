package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.token.BoundedGet.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutations of the providers' answers are read without an exception of another kind, and never show a secret. */
class AccessTokenFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final String TOKEN = "Atza|0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String ALPHABET = "09az-.\"{}[],:\\ \n\u00e9\u2028\ud83d\u0000";
    private static final List<String> ANSWERS = List.of(
            "{\"iss\":\"https://www.amazon.com\",\"user_id\":\"u\",\"aud\":\"c\",\"app_id\":\"a\",\"exp\":3597,\"iat\":1}",
            "{\"error\":\"invalid_token\",\"error_description\":\"" + TOKEN + "\"}",
            "{\"data\":{\"app_id\":\"1\",\"type\":\"USER\",\"expires_at\":1893456000,\"is_valid\":true,\"user_id\":\"2\"}}",
            "{\"data\":{\"error\":{\"code\":190,\"subcode\":463,\"message\":\"" + TOKEN + "\"},\"is_valid\":false}}",
            "{\"error\":{\"message\":\"" + TOKEN + "\",\"type\":\"OAuthException\",\"code\":190}}");

    private static String mutated(String text, Random random) {
        StringBuilder answer = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0 && answer.length() > 0; i--) {
            int at = random.nextInt(answer.length());
            switch (random.nextInt(4)) {
                case 0 -> answer.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> answer.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 2 -> answer.delete(at, Math.min(answer.length(), at + random.nextInt(20)));
                default -> answer.insert(at, answer.substring(at, Math.min(answer.length(), at + random.nextInt(20))));
            }
        }
        return answer.toString();
    }

    @Test
    void mutatedAnswers() {
        int[] statuses = {200, 200, 400, 401, 404, 500};
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String body = mutated(ANSWERS.get(random.nextInt(ANSWERS.size())), random);
            Page page = new Page(
                    URI.create("https://p.example/?access_token=" + TOKEN.substring(5)),
                    statuses[random.nextInt(statuses.length)],
                    Optional.empty(),
                    body);
            assertThat(told(page, random.nextBoolean()))
                    .as("seed %d: %s", seed, body)
                    .doesNotContain("0123456789ab", "opqrstuvwxyz");
        }
    }

    private static String told(Page page, boolean amazon) {
        Redaction redaction = new Redaction(List.of(TOKEN));
        try {
            Introspection said =
                    amazon ? TokenInfoAnswer.read(page, redaction, NOW) : DebugTokenAnswer.read(page, redaction, NOW);
            if (said instanceof Introspection.Active active) {
                assertThat(OAuthProvider.isId(active.appId()) && OAuthProvider.isId(active.userId()))
                        .isTrue();
                return page.toString();
            }
            return said.toString() + page;
        } catch (UnreachableException e) {
            return e.explanation();
        }
    }

    @Test
    void aSecretIsLeftOutHoweverMuchOfItStandsThere() {
        Redaction redaction = new Redaction(List.of(TOKEN, "short"));

        assertThat(redaction.quoted("bad token " + TOKEN + ", sorry")).isEqualTo("\"bad token […], sorry\"");
        assertThat(redaction.quoted("bad: x" + TOKEN.substring(4, 16) + "y")).isEqualTo("\"bad: x[…]y\"");
        assertThat(redaction.quoted(TOKEN.substring(4, 15))).isEqualTo("\"|0123456789\"");
        assertThat(redaction.quoted("a short one")).isEqualTo("\"a […] one\"");
        assertThat(redaction.quoted("x".repeat(10_000))).hasSizeLessThan(210);
        assertThat(redaction.quoted("")).isEqualTo("\"\"");
        assertThat(redaction).hasToString("Redaction");
    }
}
