package dev.understudy.config;

import java.security.MessageDigest;
import java.util.Arrays;

/** The key that seals sessions: 32 bytes, which nothing ever prints. */
public final class SealingKeyBytes {
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /** @throws IllegalArgumentException unless there are exactly 32 bytes */
    public SealingKeyBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A sealing key has " + LENGTH + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealingKeyBytes key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SealingKeyBytes[hidden]";
    }
}
