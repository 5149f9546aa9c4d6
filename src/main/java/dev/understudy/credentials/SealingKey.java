package dev.understudy.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 32 bytes from which everything secret about a session follows. Who holds the same key honours the same sessions,
 * so replicas share it and a restart with it keeps old credentials alive.
 *
 * <p>Each use has a sub-key of its own, so that none tells anything about another.
 */
public final class SealingKey {
    /** The length of a key in bytes. */
    public static final int LENGTH = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKey forSealing;
    private final SecretKey forSecrets;
    private final SecretKey forMessages;

    private SealingKey(byte[] master) {
        SecretKey root = new SecretKeySpec(master, HMAC);
        forSealing = new SecretKeySpec(hmac(root, label("understudy/sealing/1")), "AES");
        forSecrets = new SecretKeySpec(hmac(root, label("understudy/secrets/1")), HMAC);
        forMessages = new SecretKeySpec(hmac(root, label("understudy/messages/1")), "AES");
    }

    /**
     * A given key.
     *
     * @throws IllegalArgumentException if it has not 32 bytes
     */
    public static SealingKey of(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("A sealing key has 32 bytes, not " + key.length);
        }
        return new SealingKey(key);
    }

    /** A new key; what it seals cannot be opened after a restart. */
    public static SealingKey random(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return new SealingKey(key);
    }

    /** The AES key that seals sessions. */
    SecretKey forSealing() {
        return forSealing;
    }

    /** The AES key that seals authorization messages. */
    SecretKey forMessages() {
        return forMessages;
    }

    /** 32 bytes that follow from the text and cannot be guessed without the key. */
    byte[] deriveSecret(byte[] text) {
        return hmac(forSecrets, text);
    }

    private static byte[] label(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hmac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Shows nothing of the key. */
    @Override
    public String toString() {
        return "SealingKey";
    }
}
