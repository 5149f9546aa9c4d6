package dev.understudy.saml;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64 (RFC 4648, section 4) that may be broken into lines, as AWS's own example of a SAMLAssertion is. */
final class Base64Text {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\r\\n]+");

    private Base64Text() {}

    /** The bytes; nothing if the text is no base64. */
    static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(
                    Base64.getDecoder().decode(WHITE_SPACE.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
