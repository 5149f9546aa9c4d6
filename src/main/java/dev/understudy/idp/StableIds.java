package dev.understudy.idp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that follow from names: the same for the same name, always and everywhere, and of the form that a provider gives. */
final class StableIds {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final String LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private StableIds() {}

    /** Up to nine digits. */
    static String number(String kind, String name) {
        return new BigInteger(1, digest(kind, name))
                .mod(BILLION)
                .add(BigInteger.ONE)
                .toString();
    }

    /** A UUID that says of itself that it follows from a name (version 8: made as one pleases). */
    static String uuid(String kind, String name) {
        String hex = sha(kind, name);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                "8" + hex.substring(13, 16),
                "a" + hex.substring(17, 20),
                hex.substring(20, 32));
    }

    /** Forty hexadecimal digits, as a commit has them. */
    static String sha(String kind, String name) {
        return HexFormat.of().formatHex(digest(kind, name)).substring(0, 40);
    }

    /** Sixteen letters and digits, as HashiCorp's ids have them after their prefix. */
    static String letters(String kind, String name) {
        byte[] digest = digest(kind, name);
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            id.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
        }
        return id.toString();
    }

    private static byte[] digest(String kind, String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((kind + ":" + name).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
