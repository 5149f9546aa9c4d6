package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.token.TokenRejection.Check;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Known attacks on JWT verifiers. What AWS says to them is not known; that it must refuse is. */
class TokenAttacksTest {
    private static final String GENERAL =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.";

    record Attack(String name, Check check, String token) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static ObjectNode header(SigningAlgorithm algorithm, String alg) {
        return Tokens.header(algorithm, h -> h.put("alg", alg));
    }

    private static String signatureOf(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String withSignature(String token, String signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + signature;
    }

    private static String zeros(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    static Stream<Attack> attacks() {
        SigningAlgorithm es256 = SigningAlgorithm.ES256;
        SigningAlgorithm rs256 = SigningAlgorithm.RS256;
        SigningKey rsa = Tokens.key(rs256);
        ObjectNode claims = Tokens.claims();
        String valid = Tokens.valid();
        String validRsa = Tokens.signed(rs256, Tokens.header(rs256), claims);
        String mallory = TokenSigner.sign(Tokens.OTHER_KEYS.of(KeyType.P256), es256, Tokens.header(es256), claims);
        ObjectNode embedded = Tokens.header(
                es256,
                h -> h.set(
                        "jwk",
                        Json.object(Tokens.OTHER_KEYS.of(KeyType.P256).toPublicJwk())
                                .orElseThrow()));
        return Stream.of(
                new Attack("alg none", Check.ALGORITHM, TokenSigner.unsigned(header(rs256, "none"), claims)),
                new Attack("alg None", Check.ALGORITHM, TokenSigner.unsigned(header(rs256, "None"), claims)),
                new Attack(
                        "alg none with a signature",
                        Check.ALGORITHM,
                        TokenSigner.sign(rsa, rs256, header(rs256, "none"), claims)),
                new Attack(
                        "HS256 keyed with the public key",
                        Check.ALGORITHM,
                        TokenSigner.confused(rsa, header(rs256, "HS256"), claims)),
                new Attack(
                        "HMAC under the name RS256",
                        Check.SIGNATURE,
                        TokenSigner.confused(rsa, header(rs256, "RS256"), claims)),
                new Attack("RS256 named in lower case", Check.ALGORITHM, signed(header(rs256, "rs256"))),
                new Attack(
                        "RS256 token that names the EC key",
                        Check.KEYS,
                        TokenSigner.sign(
                                rsa,
                                rs256,
                                Tokens.header(
                                        rs256,
                                        h -> h.put("kid", Tokens.key(es256).keyId())),
                                claims)),
                new Attack("RS256 signature under the name RS384", Check.SIGNATURE, signed(header(rs256, "RS384"))),
                new Attack(
                        "ES256 token that names the P-384 key",
                        Check.KEYS,
                        Tokens.signed(
                                es256,
                                Tokens.header(
                                        es256,
                                        h -> h.put(
                                                "kid",
                                                Tokens.KEYS.of(KeyType.P384).keyId())),
                                claims)),
                new Attack("another signer with the right kid", Check.SIGNATURE, mallory),
                new Attack(
                        "key in the header (jwk)",
                        Check.SIGNATURE,
                        TokenSigner.sign(Tokens.OTHER_KEYS.of(KeyType.P256), es256, embedded, claims)),
                new Attack("signature stripped", Check.SIGNATURE, withSignature(valid, "")),
                new Attack("signature of another token", Check.SIGNATURE, withSignature(valid, signatureOf(mallory))),
                new Attack("signature cut by a byte", Check.SIGNATURE, withSignature(validRsa, zeros(255))),
                new Attack("ECDSA signature of zeros", Check.SIGNATURE, withSignature(valid, zeros(64))),
                new Attack("ECDSA signature of zeros, too long", Check.SIGNATURE, withSignature(valid, zeros(96))),
                new Attack("ECDSA signature in DER", Check.SIGNATURE, withSignature(valid, "MAYCAQACAQA")),
                new Attack("RSA signature of zeros", Check.SIGNATURE, withSignature(validRsa, zeros(256))),
                new Attack("padded signature", Check.FORMAT, valid + "=="),
                new Attack("line break inside", Check.FORMAT, valid.replaceFirst("\\.", ".\n")),
                new Attack("standard base64", Check.FORMAT, withSignature(valid, "+/+/")),
                new Attack("claims of another token", Check.SIGNATURE, swapClaims(valid)),
                new Attack("kid that walks to another file", Check.KEYS, byMallory("kid", "../../../../dev/null")),
                new Attack("kid that is a query", Check.KEYS, byMallory("kid", "x' UNION SELECT 'key")),
                new Attack("kid that is an address", Check.KEYS, byMallory("kid", "https://mallory.example/jwks")),
                new Attack("no kid", Check.KEYS, byMallory("kid", null)),
                new Attack(
                        "key's address in the header (jku)",
                        Check.SIGNATURE,
                        byMallory("jku", "https://mallory.example/jwks")),
                new Attack(
                        "certificate's address in the header (x5u)",
                        Check.SIGNATURE,
                        byMallory("x5u", "https://mallory.example/cert.pem")),
                new Attack("certificate in the header (x5c)", Check.SIGNATURE, byMallory("x5c", "MIIB")),
                new Attack("HMAC keyed with a zero", Check.ALGORITHM, hmac(new byte[1])),
                new Attack(
                        "HMAC keyed with the published key's JSON",
                        Check.ALGORITHM,
                        hmac(rsa.toPublicJwk().getBytes(StandardCharsets.UTF_8))),
                new Attack(
                        "alg twice, the second one none",
                        Check.ALGORITHM,
                        raw("{\"alg\":\"ES256\",\"alg\":\"none\"}", "")),
                new Attack("alg that is a list", Check.FORMAT, raw("{\"alg\":[\"none\"]}", "")),
                new Attack("a header that is no object", Check.FORMAT, raw("[]", "")),
                new Attack("a fourth part", Check.FORMAT, valid + "." + signatureOf(valid)),
                new Attack("five parts, as an encrypted token has", Check.FORMAT, valid + ".AAAA.AAAA"),
                new Attack("the JSON form of a signature", Check.FORMAT, json(valid)),
                new Attack(
                        "a signed token inside of an unsigned one",
                        Check.FORMAT,
                        raw("{\"alg\":\"none\",\"cty\":\"JWT\"}", valid)),
                new Attack(
                        "ECDSA signature whose r and s are the order", Check.SIGNATURE, withSignature(valid, order())),
                new Attack(
                        "ECDSA signature twice over",
                        Check.SIGNATURE,
                        withSignature(valid, twice(signatureOf(valid)))));
    }

    /** Signed with a key of the attacker's own, and this in the header. */
    private static String byMallory(String member, @Nullable String value) {
        ObjectNode header = Tokens.header(SigningAlgorithm.ES256, h -> {
            if (value == null) {
                h.remove(member);
            } else {
                h.put(member, value);
            }
        });
        SigningKey own = Tokens.OTHER_KEYS.of(KeyType.P256);
        return TokenSigner.sign(own, SigningAlgorithm.ES256, header, Tokens.claims());
    }

    private static String hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String text = encoded("{\"alg\":\"HS256\",\"kid\":\""
                            + Tokens.key(SigningAlgorithm.RS256).keyId() + "\"}") + "."
                    + encoded(Tokens.claims().toString());
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With this header to the letter, the usual claims or this payload, and no signature. */
    private static String raw(String header, String payload) {
        return encoded(header) + "."
                + encoded(payload.isEmpty() ? Tokens.claims().toString() : payload) + ".";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 7515, section 7.2.2. */
    private static String json(String token) {
        String[] parts = token.split("\\.", -1);
        return "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                + "\"}";
    }

    /** The order of P-256's group, twice. */
    private static String order() {
        String order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(order + order));
    }

    private static String twice(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    private static String signed(ObjectNode header) {
        return TokenSigner.sign(Tokens.key(SigningAlgorithm.RS256), SigningAlgorithm.RS256, header, Tokens.claims());
    }

    private static String swapClaims(String token) {
        ObjectNode claims = Tokens.claims(c -> c.put("sub", "admin"));
        String encoded = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.toString().getBytes(StandardCharsets.UTF_8));
        return token.substring(0, token.indexOf('.') + 1) + encoded + token.substring(token.lastIndexOf('.'));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refused(Attack attack) {
        TokenRejection rejection = Tokens.refused(Tokens.verify(attack.token()));

        assertThat(rejection.check()).isEqualTo(attack.check());
        if (attack.check() == Check.ALGORITHM || attack.check() == Check.SIGNATURE) {
            assertThat(rejection.message()).isEqualTo(GENERAL);
        }
        assertThat(rejection.explanation()).doesNotContain(signatureOf(Tokens.valid()));
    }

    /** Recorded: all six verify. */
    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void algorithmsOfAws_verify(SigningAlgorithm algorithm) {
        VerifiedToken token =
                Tokens.accepted(Tokens.verify(Tokens.signed(algorithm, Tokens.header(algorithm), Tokens.claims())));

        assertThat(token.algorithm()).isEqualTo(algorithm);
        assertThat(token.keyId()).isEqualTo(Tokens.key(algorithm).keyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "PS384", "PS512", "EdDSA", "Ed25519", "ES256K", "HS384", "HS512", "RS1", ""})
    void algorithmsThatAwsLacks_areRefused(String alg) {
        TokenRejection rejection = Tokens.refused(Tokens.verify(signed(header(SigningAlgorithm.RS256, alg))));

        assertThat(rejection.check()).isEqualTo(Check.ALGORITHM);
        assertThat(rejection.explanation()).contains('"' + alg + '"');
    }

    /** Addresses of keys in a header are neither followed nor a reason to refuse; the verifier here has no network. */
    @Test
    void addressesInTheHeader_areNotFollowed() {
        ObjectNode header = Tokens.header(
                SigningAlgorithm.ES256,
                h -> h.put("jku", "http://127.0.0.1:1/jwks")
                        .put("x5u", "http://127.0.0.1:1/cert")
                        .put("x5c", "MII")
                        .put("zip", "DEF")
                        .put("b64", false));

        Tokens.accepted(Tokens.verify(Tokens.signed(SigningAlgorithm.ES256, header, Tokens.claims())));
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void everyFlippedByteOfTheSignature_isRefused(SigningAlgorithm algorithm) {
        String token = Tokens.signed(algorithm, Tokens.header(algorithm), Tokens.claims());
        byte[] signature = Base64.getUrlDecoder().decode(signatureOf(token));
        for (int i = 0; i < signature.length; i += 7) {
            byte[] flipped = Arrays.copyOf(signature, signature.length);
            flipped[i] ^= 1;
            String attack =
                    withSignature(token, Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
            assertThat(Tokens.refused(Tokens.verify(attack)).check()).isEqualTo(Check.SIGNATURE);
        }
    }
}
