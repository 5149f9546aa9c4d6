package dev.understudy.sigv4;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The key pairs of SigV4A. They follow from the access key: its secret is drawn out by the counter mode of NIST SP
 * 800-108 with HMAC-SHA-256, until there is a number that is a private key on P-256. The public keys used last are
 * kept, because working one out takes longer than verifying with it.
 */
final class EcdsaKeys {
    static final int MAX_KEYS = 256;

    /** The counter is one byte, and 255 is not used. */
    private static final int LAST_COUNTER = 254;

    /** A secret may change, so it is part of what a key pair belongs to. */
    private record AccessKey(String id, String secret) {
        /** Leaves the secret out, so that no log shows it. */
        @Override
        public String toString() {
            return "AccessKey[" + id + "]";
        }
    }

    private final Map<AccessKey, PublicKey> keys = new LinkedHashMap<>(16, 0.75f, true);

    /** The key that verifies what the holder of this access key signs. */
    PublicKey publicKey(String accessKeyId, String secret) throws GeneralSecurityException {
        AccessKey accessKey = new AccessKey(accessKeyId, secret);
        Optional<PublicKey> kept = find(accessKey);
        if (kept.isPresent()) {
            return kept.get();
        }
        PublicKey key = P256.publicKey(privateKey(accessKeyId, secret));
        keep(accessKey, key);
        return key;
    }

    /** How many are kept. */
    synchronized int size() {
        return keys.size();
    }

    private synchronized Optional<PublicKey> find(AccessKey accessKey) {
        return Optional.ofNullable(keys.get(accessKey));
    }

    private synchronized void keep(AccessKey accessKey, PublicKey key) {
        keys.put(accessKey, key);
        if (keys.size() > MAX_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
    }

    static BigInteger privateKey(String accessKeyId, String secret) {
        byte[] inputKey = Hashing.utf8("AWS4A" + secret);
        for (int counter = 1; counter <= LAST_COUNTER; counter++) {
            BigInteger candidate =
                    new BigInteger(1, Hashing.hmac(inputKey, fixedInput(accessKeyId, counter))).add(BigInteger.ONE);
            if (candidate.compareTo(P256.order()) < 0) {
                return candidate;
            }
        }
        throw new IllegalStateException("254 numbers in a row were above the order of P-256");
    }

    /** The number of this block, the label, a zero, the context, and the length of the output, 256 bits. */
    private static byte[] fixedInput(String accessKeyId, int counter) {
        byte[] label = Hashing.utf8(EcdsaSigning.NAME);
        byte[] context = Hashing.utf8(accessKeyId);
        return ByteBuffer.allocate(label.length + context.length + 10)
                .putInt(1)
                .put(label)
                .put((byte) 0)
                .put(context)
                .put((byte) counter)
                .putInt(256)
                .array();
    }
}
