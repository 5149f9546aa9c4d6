package dev.understudy.credentials;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM with nonces of 12 bytes and tags of 16. */
final class AesGcm {
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private AesGcm() {}

    /** @param bound what is authenticated with the content */
    static byte[] seal(SecretKey key, byte[] nonce, byte[] content, byte[]... bound) {
        return crypt(Cipher.ENCRYPT_MODE, key, nonce, content, bound)
                .orElseThrow(() -> new IllegalStateException("AES-GCM could not seal"));
    }

    /** The content, if it was sealed with just these. */
    static Optional<byte[]> open(SecretKey key, byte[] nonce, byte[] sealed, byte[]... bound) {
        return crypt(Cipher.DECRYPT_MODE, key, nonce, sealed, bound);
    }

    private static Optional<byte[]> crypt(int mode, SecretKey key, byte[] nonce, byte[] input, byte[]... bound) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            for (byte[] part : bound) {
                cipher.updateAAD(part);
            }
            return Optional.of(cipher.doFinal(input));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }
}
