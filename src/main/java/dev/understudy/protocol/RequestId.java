package dev.understudy.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The two ids of a call.
 *
 * @param id a UUID, in the body and in {@code x-amzn-RequestId}
 * @param extended {@code x-amz-sts-extended-request-id}: base64 of {@code 1:<region>:S:<epoch ms>:R:<8 characters>}
 */
record RequestId(String id, String extended) {
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    static RequestId next(SecureRandom random, Instant now, String region) {
        byte[] bytes = new byte[22];
        random.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID uuid =
                new UUID((buffer.getLong() & VERSION_MASK) | VERSION_4, (buffer.getLong() & VARIANT_MASK) | VARIANT);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        String plain = "1:" + region + ":S:" + now.toEpochMilli() + ":R:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(rest);
        String extended = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
        return new RequestId(uuid.toString(), extended);
    }
}
