package dev.understudy.saml;

import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/** How large a key must be. */
final class SigningKeySize {
    /** Documented for the certificates of AWS's SAML providers. */
    static final int SMALLEST_RSA = 1024;

    /** The smallest of the curves that signatures here are made with. */
    static final int SMALLEST_EC = 256;

    private SigningKeySize() {}

    /** Why the key cannot be used, if it cannot. */
    static Optional<String> refusal(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return atLeast(rsa.getModulus().bitLength(), SMALLEST_RSA);
        }
        if (key instanceof ECKey ec) {
            return atLeast(ec.getParams().getCurve().getField().getFieldSize(), SMALLEST_EC);
        }
        return Optional.of("its key is neither RSA nor EC but " + key.getAlgorithm());
    }

    private static Optional<String> atLeast(int bits, int smallest) {
        return bits < smallest
                ? Optional.of("its key has " + bits + " bits, at least " + smallest + " are needed")
                : Optional.empty();
    }
}
