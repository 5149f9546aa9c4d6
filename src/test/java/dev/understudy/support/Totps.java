package dev.understudy.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A virtual MFA device of RFC 6238, written apart from the one that it is tried against. */
public final class Totps {
    /** The seed of the RFC's test vectors, "12345678901234567890", in base32. */
    public static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final byte[] BYTES = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private Totps() {}

    /** What a device with {@link #SEED} shows. */
    public static String code(Instant instant) {
        byte[] counter = new byte[8];
        long step = instant.getEpochSecond() / 30;
        for (int i = 7; i >= 0; i--) {
            counter[i] = (byte) step;
            step >>= 8;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(BYTES, "HmacSHA1"));
            byte[] hash = mac.doFinal(counter);
            int at = hash[19] & 15;
            int number = ByteBuffer.wrap(hash, at, 4).getInt() & 0x7fffffff;
            String digits = "000000" + number;
            return digits.substring(digits.length() - 6);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
