package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.token.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutations of a right token are judged without an exception, and none but the token itself is accepted. */
class TokenFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final String ALPHABET = "ABab01-_+/=. \n{}\"\\\u00e9\u2028\ud83d\u0000";

    private final TokenVerifier verifier =
            new TokenVerifier(Tokens.keys(Tokens.KEYS.toPublicJwks()), InstantSource.fixed(Tokens.NOW));
    private final String valid = Tokens.valid();

    private void judge(String token, long seed) {
        Verification verification;
        try {
            verification = verifier.verify(token, Tokens.providers());
            assertThat(UnverifiedToken.of(token).issuer().orElse("").length()).isLessThanOrEqualTo(201);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + " made an exception", e);
        }
        assertThat(verification instanceof Verified)
                .as("seed %d: accepted", seed)
                .isEqualTo(token.strip().equals(valid));
    }

    @Test
    void mutatedText() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder token = new StringBuilder(valid);
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(token.length());
                char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                switch (random.nextInt(5)) {
                    case 0 -> token.setCharAt(at, c);
                    case 1 -> token.insert(at, c);
                    case 2 -> token.deleteCharAt(at);
                    case 3 -> token.delete(at, Math.min(token.length(), at + random.nextInt(40)));
                    default -> token.insert(at, token.substring(at, Math.min(token.length(), at + random.nextInt(40))));
                }
                if (token.length() == 0) {
                    break;
                }
            }
            judge(token.toString(), seed);
        }
    }

    /** The bytes under the base64 change, so that the JSON behind it is broken in every way. */
    @Test
    void mutatedJson() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String header = mutated(valid.substring(0, valid.indexOf('.')), random);
            String claims = mutated(valid.substring(valid.indexOf('.') + 1, valid.lastIndexOf('.')), random);
            judge(header + "." + claims + valid.substring(valid.lastIndexOf('.')), seed);
        }
    }

    /** Every last character of a part: only one of those that decode to the same bytes is taken. */
    @Test
    void otherSpellings() {
        String base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int dot : new int[] {valid.indexOf('.'), valid.lastIndexOf('.'), valid.length()}) {
            for (int i = 0; i < base64.length(); i++) {
                char c = base64.charAt(i);
                judge(valid.substring(0, dot - 1) + c + valid.substring(dot), c);
            }
        }
    }

    @Test
    void deepJson_isNotAJwt() {
        String deep = "{\"a\":" + "[".repeat(7_000) + "]".repeat(7_000) + "}";
        judge("e30." + encode(deep) + ".AAAA", 0);
        judge(encode(deep.replace(']', ' ')) + ".e30.AAAA", 0);
        judge("e30." + encode("{\"iat\":" + "9".repeat(14_000) + "}") + ".AAAA", 0);
    }

    private static String mutated(String part, Random random) {
        if (random.nextInt(4) == 0) {
            return part;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "{}[]\",:0e\\nul".charAt(random.nextInt(13));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
