package dev.understudy.sigv4;

import java.util.ArrayDeque;
import java.util.Deque;

/** Percent-encoding as SigV4 wants it: everything but RFC 3986's unreserved characters, in upper-case hexadecimal. */
final class UriText {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private UriText() {}

    /**
     * The canonical path: redundant slashes and dot segments removed, then encoded once more, because every service but
     * S3 signs the encoded path encoded again.
     */
    static String canonicalPath(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        String[] parts = rawPath.split("/", -1);
        for (String part : parts) {
            if (part.equals("..")) {
                segments.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                segments.addLast(part);
            }
        }
        String last = parts[parts.length - 1];
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        String path = "/" + String.join("/", segments) + (folder && !segments.isEmpty() ? "/" : "");
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte octet : Hashing.utf8(path)) {
            append(encoded, octet & 0xff, UNRESERVED + "/");
        }
        return encoded.toString();
    }

    /**
     * Decodes a part of a query and encodes it canonically. A plus sign is a space there, as in a form.
     *
     * @throws SignatureRefusal if a percent sign is not followed by two hexadecimal digits
     */
    static String normalise(String raw) throws SignatureRefusal {
        byte[] bytes = Hashing.utf8(raw);
        StringBuilder text = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                append(text, hexDigit(bytes, i + 1) << 4 | hexDigit(bytes, i + 2), UNRESERVED);
                i += 2;
            } else {
                append(text, bytes[i] == '+' ? ' ' : bytes[i] & 0xff, UNRESERVED);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet, String kept) {
        if (kept.indexOf(octet) >= 0) {
            text.append((char) octet);
        } else {
            text.append('%')
                    .append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
        }
    }

    private static int hexDigit(byte[] bytes, int index) throws SignatureRefusal {
        int digit = index < bytes.length ? Character.digit(bytes[index], 16) : -1;
        if (digit < 0) {
            throw SignatureRefusal.malformed("the query has a percent sign without two hexadecimal digits");
        }
        return digit;
    }
}
