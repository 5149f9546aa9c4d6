package dev.understudy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.Serial;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A usable verification key of an issuer. */
record PublishedKey(String keyId, KeyType type, PublicKey key) {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final Map<Curve, KeyType> CURVES =
            Map.of(Curve.P_256, KeyType.P256, Curve.P_384, KeyType.P384, Curve.P_521, KeyType.P521);

    /** Why a JSON Web Key is not usable; the message is a clause such as {@code its "kty" is neither RSA nor EC}. */
    static final class UnusableException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        UnusableException(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a JSON Web Key as AWS does (recorded): {@code use} must not be anything but {@code sig}, {@code key_ops}
     * must be absent whatever it says, {@code x5c} must agree with the key's numbers and cannot stand in for them, and
     * {@code alg} means nothing. How small an RSA key AWS accepts is not known; RFC 7518 asks for 2048 bits.
     */
    static PublishedKey read(String keyId, ObjectNode jwk) throws UnusableException {
        if (jwk.has("use") && !Json.string(jwk, "use").equals(Optional.of("sig"))) {
            throw new UnusableException("its \"use\" is not \"sig\"");
        }
        if (jwk.has("key_ops")) {
            throw new UnusableException("it has \"key_ops\", and AWS uses no such key");
        }
        String keyType = Json.string(jwk, "kty").orElse("");
        return switch (keyType) {
            case "RSA" -> rsa(keyId, jwk);
            case "EC" -> ec(keyId, jwk);
            default -> throw new UnusableException("its \"kty\" is neither RSA nor EC");
        };
    }

    /** Whether the signature (base64url) over the ASCII text is this key's; never for an algorithm of another kind of key. */
    boolean verifies(SigningAlgorithm algorithm, String signedText, String signature) {
        if (algorithm.keyType() != type) {
            return false;
        }
        try {
            // The header given to the library is ours; what the token's own header says beyond alg and kid is not read.
            byte[] signedBytes = signedText.getBytes(StandardCharsets.US_ASCII);
            return verifier().verify(new JWSHeader(algorithm.jws()), signedBytes, new Base64URL(signature));
        } catch (JOSEException e) {
            return false;
        }
    }

    private JWSVerifier verifier() throws JOSEException {
        return key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECPublicKey) key);
    }

    private static PublishedKey rsa(String keyId, ObjectNode jwk) throws UnusableException {
        try {
            RSAKey parsed = RSAKey.parse(members(jwk, List.of("n", "e")));
            BigInteger modulus = parsed.getModulus().decodeToBigInteger();
            BigInteger exponent = parsed.getPublicExponent().decodeToBigInteger();
            if (modulus.bitLength() < MIN_RSA_BITS || modulus.bitLength() > MAX_RSA_BITS) {
                throw new UnusableException(
                        "it has " + modulus.bitLength() + " bits, not " + MIN_RSA_BITS + " to " + MAX_RSA_BITS);
            }
            if (exponent.bitLength() > MAX_EXPONENT_BITS || exponent.compareTo(BigInteger.TWO) <= 0) {
                throw new UnusableException("its exponent is out of range");
            }
            return new PublishedKey(keyId, KeyType.RSA, parsed.toRSAPublicKey());
        } catch (ParseException | JOSEException | RuntimeException e) {
            // A hostile key may also make the library fail in ways that it does not document.
            throw new UnusableException("its numbers are not an RSA key, or its certificate is another key's");
        }
    }

    private static PublishedKey ec(String keyId, ObjectNode jwk) throws UnusableException {
        try {
            ECKey parsed = ECKey.parse(members(jwk, List.of("crv", "x", "y")));
            KeyType type = CURVES.get(parsed.getCurve());
            if (type == null) {
                throw new UnusableException("its curve is none of P-256, P-384 and P-521");
            }
            return new PublishedKey(keyId, type, parsed.toECPublicKey());
        } catch (ParseException | JOSEException | RuntimeException e) {
            throw new UnusableException(
                    "its numbers are not a point of its curve, or its certificate is another key's");
        }
    }

    /** The members that make the key, as the library reads them; it must not see others, which it would judge. */
    private static Map<String, Object> members(ObjectNode jwk, List<String> names) throws UnusableException {
        Map<String, Object> members = new HashMap<>();
        members.put("kty", jwk.path("kty").stringValue());
        for (String name : names) {
            members.put(
                    name,
                    Json.string(jwk, name)
                            .orElseThrow(() -> new UnusableException("it has no \"" + name + "\" that is a string")));
        }
        if (jwk.has("x5c")) {
            List<String> chain = StandardClaims.strings(jwk.path("x5c"));
            if (chain.isEmpty()) {
                throw new UnusableException("its \"x5c\" is not a list of certificates");
            }
            // Only the first certificate holds this key.
            members.put("x5c", List.of(chain.get(0)));
        }
        return members;
    }
}
