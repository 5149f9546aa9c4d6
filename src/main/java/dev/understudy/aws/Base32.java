package dev.understudy.aws;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base32 of RFC 4648, as AWS writes the seed of a virtual MFA device. */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** The bytes of a text in upper case, with padding or without; nothing if it is not base32. */
    public static Optional<byte[]> decode(String text) {
        String digits = text.replaceFirst("=+$", "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = ALPHABET.indexOf(digits.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            buffer = (buffer << BITS | digit) & 0xFFF;
            bits += BITS;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
            }
        }
        // What is left over belongs to no byte, so there is less of it than a digit holds, and nothing in it.
        boolean whole = bits < BITS && (buffer & (1 << bits) - 1) == 0;
        return whole ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }
}
