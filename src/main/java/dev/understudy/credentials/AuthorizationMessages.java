package dev.understudy.credentials;

import dev.understudy.aws.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Encoded authorization messages: why something was denied, sealed, since whoever was denied may not read it. Like a
 * session token, the message is stored nowhere and is good for as long as the sealing key.
 */
public final class AuthorizationMessages {
    /** The longest encoded message that AWS takes, in characters. */
    public static final int MAXIMUM_LENGTH = 10_240;

    /** The longest text that can be sealed, in bytes of UTF-8: three bytes take four characters. */
    public static final int MAXIMUM_BYTES = MAXIMUM_LENGTH / 4 * 3 - AesGcm.NONCE_LENGTH - AesGcm.TAG_LENGTH;

    private final SealingKey key;
    private final SecureRandom random;

    public AuthorizationMessages(SealingKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /**
     * Seals a text; the same text gives another message each time.
     *
     * @param account whose callers may read it
     * @return base64 of the alphabet for URLs, without padding
     * @throws IllegalArgumentException if the text is longer than {@value #MAXIMUM_BYTES} bytes
     */
    public String encode(AccountId account, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > MAXIMUM_BYTES) {
            throw new IllegalArgumentException("The message takes " + content.length + " bytes");
        }
        byte[] nonce = new byte[AesGcm.NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] sealed = AesGcm.seal(key.forMessages(), nonce, content, bound(account));
        byte[] message = ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(message);
    }

    /** The text of a message, if it was sealed for the account with the same key. No text makes it throw. */
    public Optional<String> decode(AccountId account, String message) {
        byte[] bytes = bytes(message);
        if (bytes.length < AesGcm.NONCE_LENGTH + AesGcm.TAG_LENGTH) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, AesGcm.NONCE_LENGTH);
        byte[] sealed = Arrays.copyOfRange(bytes, AesGcm.NONCE_LENGTH, bytes.length);
        return AesGcm.open(key.forMessages(), nonce, sealed, bound(account))
                .map(content -> new String(content, StandardCharsets.UTF_8));
    }

    private static byte[] bound(AccountId account) {
        return account.value().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String message) {
        try {
            return message.length() > MAXIMUM_LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(message);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
