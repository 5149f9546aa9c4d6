package dev.understudy.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import dev.understudy.json.JsonPrinter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes tokens in compact form. Header and claims are written as they are given, whatever they say, because tests need
 * tokens that are wrong in every way.
 */
public final class TokenSigner {
    private TokenSigner() {}

    /**
     * A token signed by the key.
     *
     * @throws IllegalArgumentException if the algorithm is not for keys of this type
     */
    public static String sign(SigningKey key, SigningAlgorithm algorithm, ObjectNode header, ObjectNode claims) {
        if (algorithm.keyType() != key.type()) {
            throw new IllegalArgumentException(
                    algorithm + " does not sign with a " + key.type().label() + " key");
        }
        String text = signedText(header, claims);
        try {
            return text + "." + key.sign(algorithm, text);
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot sign with " + algorithm, e);
        }
    }

    /** A token without a signature, as {@code "alg": "none"} means it. */
    public static String unsigned(ObjectNode header, ObjectNode claims) {
        return signedText(header, claims) + ".";
    }

    /**
     * A token with HMAC-SHA256 whose secret is the text of the public key (PEM): the classic attack on verifiers that
     * let a token choose how their key is used.
     */
    public static String confused(SigningKey key, ObjectNode header, ObjectNode claims) {
        String text = signedText(header, claims);
        try {
            MACSigner signer = new MACSigner(pem(key).getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return text + "." + signer.sign(new JWSHeader(JWSAlgorithm.HS256), bytes);
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime cannot sign with HS256", e);
        }
    }

    private static String pem(SigningKey key) throws JOSEException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    private static String signedText(ObjectNode header, ObjectNode claims) {
        return encode(header) + "." + encode(claims);
    }

    private static String encode(ObjectNode object) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JsonPrinter.PLAIN.print(object).getBytes(StandardCharsets.UTF_8));
    }
}
