package dev.understudy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Optional;

/**
 * A key pair that signs tokens. Its id is the key's thumbprint (RFC 7638), which tells nothing and never clashes, unless it
 * was given another.
 */
public final class SigningKey {
    private static final int RSA_BITS = 2048;

    private final KeyType type;
    private final JWK jwk;

    private SigningKey(KeyType type, JWK jwk) {
        this.type = type;
        this.jwk = jwk;
    }

    /** A new key pair; RSA pairs have 2048 bits and take a good part of a second. */
    public static SigningKey generate(KeyType type, SecureRandom random) {
        try {
            JWK jwk = switch (type) {
                case RSA ->
                    new RSAKeyGenerator(RSA_BITS)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .secureRandom(random)
                            .generate();
                case P256, P384, P521 ->
                    new ECKeyGenerator(curve(type))
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .secureRandom(random)
                            .generate();
            };
            return new SigningKey(type, jwk);
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot generate " + type.label() + " keys", e);
        }
    }

    /**
     * Reads a private key that {@link #toPrivateJwk} wrote.
     *
     * @throws IllegalArgumentException if the text is no private JSON Web Key of a known type, or has no {@code kid}
     */
    public static SigningKey fromPrivateJwk(String json) {
        try {
            JWK jwk = JWK.parse(json);
            if (!jwk.isPrivate() || jwk.getKeyID() == null) {
                throw new IllegalArgumentException("Not a private JSON Web Key with a \"kid\"");
            }
            return new SigningKey(typeOf(jwk), jwk);
        } catch (ParseException e) {
            // The cause might quote the key.
            throw new IllegalArgumentException("Not a JSON Web Key");
        }
    }

    /**
     * The same key under another id.
     *
     * @param algorithm what the published key says that it is for, if it shall say so
     */
    public SigningKey named(String keyId, Optional<SigningAlgorithm> algorithm) {
        JWSAlgorithm alg = algorithm.map(SigningAlgorithm::jws).orElse(null);
        JWK renamed = jwk instanceof RSAKey rsa
                ? new RSAKey.Builder(rsa).keyID(keyId).algorithm(alg).build()
                : new ECKey.Builder((ECKey) jwk).keyID(keyId).algorithm(alg).build();
        return new SigningKey(type, renamed);
    }

    public KeyType type() {
        return type;
    }

    public String keyId() {
        return jwk.getKeyID();
    }

    /** The JSON Web Key with its private members. */
    public String toPrivateJwk() {
        return jwk.toJSONString();
    }

    /** The JSON Web Key without its private members. */
    public String toPublicJwk() {
        return jwk.toPublicJWK().toJSONString();
    }

    PublicKey publicKey() throws JOSEException {
        return ((AsymmetricJWK) jwk).toPublicKey();
    }

    /** The signature over the ASCII text, in base64url. */
    String sign(SigningAlgorithm algorithm, String text) throws JOSEException {
        JWSSigner signer = jwk instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) jwk);
        return signer.sign(new JWSHeader(algorithm.jws()), text.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    @Override
    public String toString() {
        return "SigningKey[" + type.label() + ", " + keyId() + "]";
    }

    private static Curve curve(KeyType type) {
        return Curve.parse(type.label());
    }

    private static KeyType typeOf(JWK jwk) {
        if (jwk instanceof RSAKey) {
            return KeyType.RSA;
        }
        if (jwk instanceof ECKey ec) {
            for (KeyType type : KeyType.values()) {
                if (type.label().equals(ec.getCurve().getName())) {
                    return type;
                }
            }
        }
        throw new IllegalArgumentException("Neither an RSA key nor one of the curves P-256, P-384 and P-521");
    }
}
