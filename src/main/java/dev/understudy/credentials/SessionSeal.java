package dev.understudy.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The session token's form: AWS's own first bytes, a version, a random nonce, and under AES-256-GCM the mint stamp, the
 * session, and zeros if the token shall be longer. The access key id is authenticated with it, so the token of one key does
 * not open with another.
 */
final class SessionSeal {
    static final int NONCE_LENGTH = AesGcm.NONCE_LENGTH;

    private static final byte[] PREFIX = "!\n\torigin_ec\2".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = PREFIX.length + NONCE_LENGTH;
    private static final int SECRET_BYTES = 30;

    private static final Opened FOREIGN = new Opened.Invalid("the session token was altered, cut short, issued with"
            + " another access key, or sealed with another sealing key");
    private static final Opened OTHER_VERSION =
            new Opened.Invalid("the session token was made by another version of Understudy");

    private final SealingKey key;

    SessionSeal(SealingKey key) {
        this.key = key;
    }

    /**
     * @param minimumTokenSize the fewest characters that the token may have, if somebody has asked
     */
    TemporaryCredentials seal(
            String accessKeyId, long stamp, Session session, byte[] nonce, Optional<Integer> minimumTokenSize) {
        byte[] encoded = SessionCodec.encode(session);
        int bare = Long.BYTES + encoded.length;
        int wanted = minimumTokenSize.map(SessionSeal::contentLength).orElse(0);
        byte[] content = ByteBuffer.allocate(Math.max(bare, wanted))
                .putLong(stamp)
                .put(encoded)
                .array();
        byte[] sealed = AesGcm.seal(key.forSealing(), nonce, content, bound(accessKeyId));
        byte[] token = ByteBuffer.allocate(HEAD + sealed.length)
                .put(PREFIX)
                .put(nonce)
                .put(sealed)
                .array();
        return new TemporaryCredentials(
                accessKeyId,
                secret(accessKeyId, nonce),
                Base64.getEncoder().encodeToString(token),
                session.expiresAt(),
                minimumTokenSize);
    }

    /** How much a token of this size seals: four characters stand for three bytes. */
    private static int contentLength(int tokenSize) {
        return (tokenSize + 3) / 4 * 3 - HEAD - AesGcm.TAG_LENGTH;
    }

    Opened open(String accessKeyId, String token) {
        byte[] bytes = decode(token);
        if (bytes.length < HEAD + AesGcm.TAG_LENGTH
                || !Arrays.equals(bytes, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
            return FOREIGN;
        }
        byte[] nonce = Arrays.copyOfRange(bytes, PREFIX.length, HEAD);
        byte[] sealed = Arrays.copyOfRange(bytes, HEAD, bytes.length);
        Optional<byte[]> content = AesGcm.open(key.forSealing(), nonce, sealed, bound(accessKeyId));
        if (content.isEmpty()) {
            return FOREIGN;
        }
        // It is authentic, so it is as long as we made it.
        long stamp = ByteBuffer.wrap(content.get()).getLong();
        byte[] encoded = Arrays.copyOfRange(content.get(), Long.BYTES, content.get().length);
        return SessionCodec.decode(encoded)
                .<Opened>map(session -> new Opened.Valid(session, stamp, secret(accessKeyId, nonce)))
                .orElse(OTHER_VERSION);
    }

    /** Reads canonical base64 only: a token has one spelling, so that what is kept about it cannot be evaded. */
    private static byte[] decode(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            return Base64.getEncoder().encodeToString(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[][] bound(String accessKeyId) {
        return new byte[][] {PREFIX, accessKeyId.getBytes(StandardCharsets.UTF_8)};
    }

    /** The nonce takes part, so that two sessions whose key ids happen to be equal still have unrelated secrets. */
    private String secret(String accessKeyId, byte[] nonce) {
        byte[] id = accessKeyId.getBytes(StandardCharsets.UTF_8);
        byte[] text =
                ByteBuffer.allocate(nonce.length + id.length).put(nonce).put(id).array();
        return Base64.getEncoder().encodeToString(Arrays.copyOf(key.deriveSecret(text), SECRET_BYTES));
    }
}
