package dev.understudy.sts;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the model asks of a text member. Lengths count Unicode code points, as STS counts them.
 *
 * @param pattern must match the whole text
 * @param sensitive the message leaves the value out, as AWS does for members that its model marks so
 */
public record TextConstraint(int minimum, int maximum, Optional<ModelPattern> pattern, boolean sensitive) {
    /** A regular expression, and its text as AWS prints it, which is not always one that Java understands alike. */
    public record ModelPattern(String printed, Pattern expression) {}

    /**
     * {@code arnType}. The printed pattern ends in escapes that AWS's own engine reads as four digits and a letter, so
     * supplementary characters fail it.
     */
    static final TextConstraint ARN = of(
            20,
            2048,
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
            "[\\t\\n\\r\\x20-\\x7E\\x{85}\\x{A0}-\\x{D7FF}\\x{E000}-\\x{FFFD}]+");

    static final TextConstraint ROLE_SESSION_NAME = of(2, 64, "[\\w+=,.@-]*", "[\\w+=,.@-]*");

    static final TextConstraint SESSION_POLICY =
            of(1, 2048, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", "[\\t\\n\\r\\x20-\\x{FF}]+");

    /** AssumeRole's session policy has no bound of its own; that of the packed size holds. */
    static final TextConstraint UNBOUNDED_SESSION_POLICY =
            of(1, Integer.MAX_VALUE, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", "[\\t\\n\\r\\x20-\\x{FF}]+");

    static final TextConstraint SCOPED_SESSION_DESCRIPTION = of(
            2, 256, "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*", "[\\t\\n\\r\\x20-\\x7E\\x{A1}-\\x{FF}]*");

    static final TextConstraint EXTERNAL_ID = of(2, 1224, "[\\w+=,.@:\\/-]*", "[\\w+=,.@:/-]*");

    static final TextConstraint SERIAL_NUMBER = of(9, 256, "[\\w+=/:,.@-]*", "[\\w+=/:,.@-]*");

    static final TextConstraint TOKEN_CODE = of(Totp.DIGITS, Totp.DIGITS, "[\\d]*", "[\\d]*");

    static final TextConstraint CONTEXT_ASSERTION = new TextConstraint(4, 3072, Optional.empty(), true);

    static final TextConstraint FEDERATED_USER_NAME = of(2, 32, "[\\w+=,.@-]*", "[\\w+=,.@-]*");

    static final TextConstraint ACCESS_KEY_ID = of(16, 128, "[\\w]*", "[\\w]*");

    static final TextConstraint ENCODED_MESSAGE = new TextConstraint(1, 10_240, Optional.empty(), true);

    static final TextConstraint TARGET_PRINCIPAL = new TextConstraint(12, 2048, Optional.empty(), false);

    /** The model says 64; up to 256 were seen to be accepted. */
    static final TextConstraint SOURCE_IDENTITY = of(2, 256, "[\\w+=,.@-]*", "[\\w+=,.@-]*");

    static final TextConstraint TAG_KEY =
            of(1, 128, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");

    static final TextConstraint TAG_VALUE =
            of(0, 256, "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    static final TextConstraint TOKEN_AUDIENCE = length(1, 1000);

    static final TextConstraint JWT_ALGORITHM = length(5, 5);

    static final TextConstraint TOKEN_SCOPE = of(
            1,
            256,
            "[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+)*",
            "[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+)*");

    /** The model has no bounds. */
    static final TextConstraint TRADE_IN_TOKEN = new TextConstraint(0, Integer.MAX_VALUE, Optional.empty(), true);

    static final TextConstraint PROVIDER_ID = new TextConstraint(4, 2048, Optional.empty(), false);

    static final TextConstraint WEB_IDENTITY_TOKEN = new TextConstraint(4, 20_000, Optional.empty(), true);

    static final TextConstraint SAML_ASSERTION = new TextConstraint(4, 100_000, Optional.empty(), true);

    /** One with bounds of length alone. */
    public static TextConstraint length(int minimum, int maximum) {
        return new TextConstraint(minimum, maximum, Optional.empty(), false);
    }

    /** The same for a text that messages do not show. */
    public TextConstraint secret() {
        return new TextConstraint(minimum, maximum, pattern, true);
    }

    /**
     * One with a pattern as well.
     *
     * @param expression the same for Java
     */
    public static TextConstraint of(int minimum, int maximum, String printed, String expression) {
        return new TextConstraint(
                minimum, maximum, Optional.of(new ModelPattern(printed, Pattern.compile(expression))), false);
    }
}
