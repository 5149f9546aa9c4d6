package dev.understudy.aws;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Unique ids and access key ids: a four-letter prefix and base32 text whose first ten characters hold the account.
 *
 * <p>AWS packs the account number into bits 7 to 46 of the first six bytes (big-endian) after the prefix; the layout is
 * public knowledge, checked against published pairs of key and account.
 */
public final class UniqueIds {
    /** Prefix of a temporary access key id, 20 characters in all. */
    public static final String TEMPORARY_ACCESS_KEY = "ASIA";
    /** Prefix of a user's access key id, 20 characters in all. */
    public static final String ACCESS_KEY = "AKIA";
    /** Prefix of a role's unique id, 21 characters in all. */
    public static final String ROLE = "AROA";
    /** Prefix of a user's unique id, 21 characters in all. */
    public static final String USER = "AIDA";

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int PREFIX_LENGTH = 4;
    private static final int ACCESS_KEY_BODY = 16;
    private static final int UNIQUE_ID_BODY = 17;
    private static final long FIRST_BIT = 1L << 49;
    private static final long ACCOUNT_MASK = 0x7fff_ffff_ff80L;

    private UniqueIds() {}

    /** An access key id of 20 characters that carries the account. */
    public static String accessKeyId(String prefix, AccountId account, RandomGenerator random) {
        byte[] noise = new byte[12];
        random.nextBytes(noise);
        return prefix + body(account, noise, ACCESS_KEY_BODY);
    }

    /** A unique id of 21 characters that carries the account; the same noise gives the same id. */
    public static String uniqueId(String prefix, AccountId account, byte[] noise) {
        return prefix + body(account, noise, UNIQUE_ID_BODY);
    }

    /**
     * The account that an access key id (20 characters) or unique id (21) carries, if it is of that form. Very old ids
     * ({@code AKIAI…}, {@code AKIAJ…}) carry none; their first bit is not set.
     */
    public static Optional<AccountId> accountOf(String id) {
        int body = id.length() - PREFIX_LENGTH;
        if (body != ACCESS_KEY_BODY && body != UNIQUE_ID_BODY) {
            return Optional.empty();
        }
        if (id.chars().skip(PREFIX_LENGTH).anyMatch(c -> ALPHABET.indexOf(c) < 0)) {
            return Optional.empty();
        }
        long packed = 0;
        for (int i = PREFIX_LENGTH; i < PREFIX_LENGTH + 10; i++) {
            packed = (packed << 5) | ALPHABET.indexOf(id.charAt(i));
        }
        if ((packed & FIRST_BIT) == 0) {
            return Optional.empty();
        }
        // Ten characters are fifty bits; the first six bytes are the upper forty-eight of them.
        long account = ((packed >>> 2) & ACCOUNT_MASK) >>> 7;
        return account > 999_999_999_999L
                ? Optional.empty()
                : Optional.of(new AccountId(String.format("%012d", account)));
    }

    private static String body(AccountId account, byte[] noise, int length) {
        // The first bit set keeps the text from starting with the letters of very old ids.
        long head = (account.number() << 7) | (1L << 47) | (noise[0] & 0x7f);
        byte[] bytes = ByteBuffer.allocate(6 + noise.length - 1)
                .putShort((short) (head >>> 32))
                .putInt((int) head)
                .put(noise, 1, noise.length - 1)
                .array();
        StringBuilder text = new StringBuilder(length);
        long buffer = 0;
        int bits = 0;
        for (int next = 0; text.length() < length; ) {
            if (bits < 5) {
                buffer = (buffer << 8) | (bytes[next++] & 0xff);
                bits += 8;
            }
            bits -= 5;
            text.append(ALPHABET.charAt((int) ((buffer >>> bits) & 31)));
        }
        return text.toString();
    }
}
