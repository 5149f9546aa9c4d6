package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.understudy.token.TokenRejection.Check;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which keys count. "Recorded" is on AWS in September 2026. */
class KeySetTest {
    private static final SigningAlgorithm RS256 = SigningAlgorithm.RS256;
    private static final SigningAlgorithm ES256 = SigningAlgorithm.ES256;

    private static ObjectNode jwk(SigningAlgorithm algorithm) {
        return Json.object(Tokens.key(algorithm).toPublicJwk()).orElseThrow();
    }

    private static String set(ObjectNode... keys) {
        ObjectNode set = Json.newObject();
        ArrayNode array = set.putArray("keys");
        for (ObjectNode key : keys) {
            array.add(key);
        }
        return set.toString();
    }

    private static ObjectNode changed(SigningAlgorithm algorithm, Consumer<ObjectNode> change) {
        ObjectNode jwk = jwk(algorithm);
        change.accept(jwk);
        return jwk;
    }

    private static String token(SigningAlgorithm algorithm) {
        return Tokens.signed(algorithm, Tokens.header(algorithm), Tokens.claims());
    }

    private static String withoutKid(SigningAlgorithm algorithm) {
        return Tokens.signed(algorithm, Tokens.header(algorithm, h -> h.remove("kid")), Tokens.claims());
    }

    private static void accepted(String jwks, String token) {
        Tokens.accepted(Tokens.verifyWith(jwks, token));
    }

    private static String refused(String jwks, String token) {
        TokenRejection rejection = Tokens.refused(Tokens.verifyWith(jwks, token));
        assertThat(rejection.check()).isEqualTo(Check.KEYS);
        assertThat(rejection.message())
                .isEqualTo(
                        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        return rejection.explanation();
    }

    /** Recorded: a key's kid is required, use must be sig, key_ops must not be there. */
    @Test
    void unusableKeys_sayWhy() {
        assertThat(refused(set(changed(ES256, k -> k.remove("kid"))), token(ES256)))
                .endsWith("the issuer publishes no key with a kid (and 1 without a kid, which AWS ignores).");
        assertThat(refused(set(changed(ES256, k -> k.put("use", "enc"))), token(ES256)))
                .endsWith("cannot be used: its \"use\" is not \"sig\".");
        assertThat(refused(set(changed(ES256, k -> k.putArray("key_ops").add("verify"))), token(ES256)))
                .endsWith("cannot be used: it has \"key_ops\", and AWS uses no such key.");
        assertThat(refused(set(changed(ES256, k -> k.put("kty", "OKP"))), token(ES256)))
                .endsWith("cannot be used: its \"kty\" is neither RSA nor EC.");
        assertThat(refused(set(changed(ES256, k -> k.put("y", "AAAA"))), token(ES256)))
                .contains("not a point of its curve");
        assertThat(refused(set(changed(RS256, k -> k.remove("n"))), token(RS256)))
                .endsWith("it has no \"n\" that is a string.");
    }

    /** Recorded: alg means nothing; unknown: a key may leave out use, or publish what it should not. */
    @Test
    void otherMembers_meanNothing() {
        accepted(set(changed(ES256, k -> k.put("alg", "RSA-OAEP"))), token(ES256));
        accepted(set(changed(ES256, k -> k.put("alg", 7).put("x5t", "x").put("exp", 1))), token(ES256));
        accepted(set(changed(RS256, k -> k.put("alg", "RS512"))), token(RS256));
        accepted(set(changed(ES256, k -> k.remove("use"))), token(ES256));
        accepted("{\"keys\":[" + Tokens.key(ES256).toPrivateJwk() + "]}", token(ES256));
    }

    /** Recorded. */
    @Test
    void laterDuplicateReplacesEarlier() {
        ObjectNode other = Json.object(Tokens.OTHER_KEYS.of(KeyType.P256).toPublicJwk())
                .orElseThrow()
                .put("kid", Tokens.key(ES256).keyId());

        accepted(set(other, jwk(ES256)), token(ES256));
        assertThat(Tokens.refused(Tokens.verifyWith(set(jwk(ES256), other), token(ES256)))
                        .check())
                .isEqualTo(Check.SIGNATURE);
    }

    /** Recorded: without a kid there must be exactly one usable key. */
    @Test
    void tokenWithoutKid_needsASoleKey() {
        ObjectNode unusable = changed(RS256, k -> k.put("use", "enc"));

        accepted(set(jwk(ES256)), withoutKid(ES256));
        accepted(set(unusable, jwk(ES256)), withoutKid(ES256));
        assertThat(refused(set(jwk(RS256), jwk(ES256)), withoutKid(ES256))).endsWith("it publishes 2.");
        assertThat(refused(set(unusable), withoutKid(RS256))).endsWith("it publishes 0.");
        assertThat(refused(set(), withoutKid(RS256))).endsWith("it publishes 0.");
    }

    /** Recorded: more than 100 RSA keys fail RSA tokens, while EC tokens verify; the converse follows. */
    @ParameterizedTest
    @CsvSource({"RS256,ES256", "ES256,RS256"})
    void hundredKeysOfAType_areTheMost(SigningAlgorithm many, SigningAlgorithm few) {
        ObjectNode[] keys = new ObjectNode[101];
        keys[0] = jwk(few);
        for (int i = 1; i <= 99; i++) {
            String kid = "k" + i;
            keys[i] = changed(many, k -> k.put("kid", kid));
        }
        keys[100] = jwk(many);
        accepted(set(keys), token(many));
        accepted(set(keys), token(few));

        ObjectNode[] more = Arrays.copyOf(keys, 102);
        more[101] = changed(many, k -> k.put("kid", "one more"));
        assertThat(refused(set(more), token(many))).contains("101 keys of its type");
        accepted(set(more), token(few));
    }

    /** RFC 7518 asks for 2048 bits; what AWS asks for is not known. */
    @Test
    void rsaKeys_haveASize() throws Exception {
        ObjectNode weak = Json.object(new RSAKeyGenerator(1024, true)
                        .keyID("k")
                        .generate()
                        .toPublicJWK()
                        .toJSONString())
                .orElseThrow();
        String token = Tokens.signed(RS256, Tokens.header(RS256, h -> h.put("kid", "k")), Tokens.claims());

        assertThat(refused(set(weak), token)).endsWith("it has 1024 bits, not 2048 to 8192.");
        assertThat(refused(set(modulusOf(2047)), token)).endsWith("it has 2047 bits, not 2048 to 8192.");
        assertThat(refused(set(modulusOf(8193)), token)).endsWith("it has 8193 bits, not 2048 to 8192.");
        for (int bits : new int[] {2048, 8192}) {
            assertThat(Tokens.refused(Tokens.verifyWith(set(modulusOf(bits)), token))
                            .check())
                    .isEqualTo(Check.SIGNATURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "Ag", "AA", "AQAAAAAAAAAAAQ"})
    void rsaExponents_areBounded(String exponent) {
        assertThat(refused(set(changed(RS256, k -> k.put("e", exponent))), token(RS256)))
                .contains("cannot be used: its exponent is out of range");
    }

    @Test
    void otherCurves_areNotUsed() {
        // The generator of secp256k1 is a point of that curve.
        BigInteger x = new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);
        BigInteger y = new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16);
        ObjectNode key = changed(
                ES256, k -> k.put("crv", "secp256k1").put("x", base64(x)).put("y", base64(y)));

        assertThat(refused(set(key), token(ES256))).contains("its curve is none of P-256, P-384 and P-521");
    }

    /** Recorded: x5c must agree with n and e, and a key with x5c alone fails. */
    @Test
    void certificates_mustAgree() throws Exception {
        X509Certificate certificate = certificate();
        RSAPublicKey key = (RSAPublicKey) certificate.getPublicKey();
        String token = Tokens.signed(RS256, Tokens.header(RS256, h -> h.put("kid", "k")), Tokens.claims());
        ObjectNode agreeing = Json.newObject().put("kty", "RSA").put("kid", "k");
        agreeing.putArray("x5c").add(Base64.getEncoder().encodeToString(certificate.getEncoded()));

        assertThat(refused(set(agreeing), token)).endsWith("it has no \"n\" that is a string.");
        agreeing.put("n", base64(key.getModulus())).put("e", base64(key.getPublicExponent()));
        assertThat(Tokens.refused(Tokens.verifyWith(set(agreeing), token)).check())
                .as("usable, only not the signer's")
                .isEqualTo(Check.SIGNATURE);
        ObjectNode disagreeing = changed(RS256, k -> k.set("x5c", agreeing.get("x5c")));
        assertThat(refused(set(disagreeing), token(RS256))).contains("its certificate is another key's");
        ObjectNode broken = changed(RS256, k -> k.putArray("x5c").add("MIIB"));
        assertThat(refused(set(broken), token(RS256))).contains("its certificate is another key's");
        ObjectNode empty = changed(RS256, k -> k.putArray("x5c"));
        assertThat(refused(set(empty), token(RS256))).contains("not a list of certificates");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "<html></html>", "{}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":[]"})
    void notAKeySet(String text) {
        assertThatThrownBy(() -> KeySet.parse(text)).isInstanceOf(KeyFetchException.class);
    }

    @Test
    void strangeKeys_doNotSpoilOthers() {
        String strange =
                "{\"keys\":[1,null,[],{},{\"kid\":7,\"kty\":7},{\"kid\":\"a\",\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"},"
                        + "{\"kid\":\"b\",\"kty\":\"EC\",\"crv\":\"\",\"x\":\"\",\"y\":\"\"}," + jwk(ES256) + "]}";

        accepted(strange, token(ES256));
    }

    private static ObjectNode modulusOf(int bits) {
        // Odd, and never the signer's.
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        return Json.newObject()
                .put("kty", "RSA")
                .put("kid", "k")
                .put("n", base64(modulus))
                .put("e", "AQAB");
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    private static X509Certificate certificate() throws Exception {
        try (InputStream in = KeySetTest.class.getResourceAsStream("loopback.pem")) {
            if (in == null) {
                throw new IOException("no loopback.pem");
            }
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
