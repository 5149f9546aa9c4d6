package dev.understudy.saml;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The algorithms that may sign (RFC 6931), and no others: SHA-1 and HMAC are never accepted. */
enum SignatureAlgorithm {
    RSA_SHA256("RSA", "rsa-sha256"),
    RSA_SHA384("RSA", "rsa-sha384"),
    RSA_SHA512("RSA", "rsa-sha512"),
    ECDSA_SHA256("EC", "ecdsa-sha256"),
    ECDSA_SHA384("EC", "ecdsa-sha384"),
    ECDSA_SHA512("EC", "ecdsa-sha512");

    static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    static final Set<String> DIGESTS =
            Set.of(SHA256, "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512");

    private static final String NAMESPACE = "http://www.w3.org/2001/04/xmldsig-more#";

    private final String keyAlgorithm;
    private final String uri;

    SignatureAlgorithm(String keyAlgorithm, String name) {
        this.keyAlgorithm = keyAlgorithm;
        this.uri = NAMESPACE + name;
    }

    static Optional<SignatureAlgorithm> of(String uri) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.uri.equals(uri))
                .findFirst();
    }

    /** The one that keys of this kind sign with here. */
    static SignatureAlgorithm for256(PublicKey key) {
        return key.getAlgorithm().equals(ECDSA_SHA256.keyAlgorithm) ? ECDSA_SHA256 : RSA_SHA256;
    }

    String uri() {
        return uri;
    }

    /** The keys that could have made such a signature. */
    List<PublicKey> suited(List<PublicKey> keys) {
        return keys.stream()
                .filter(key -> key.getAlgorithm().equals(keyAlgorithm))
                .toList();
    }
}
