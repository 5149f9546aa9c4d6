package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class P256Test {
    /** The JDK makes a pair by itself; of its private half, the same public half must come. */
    @RepeatedTest(20)
    void public_key_is_the_one_that_the_jdk_generated() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        assertThat(point(((ECPrivateKey) pair.getPrivate()).getS())).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }

    /** Published: multiples of the generator in NIST's test vectors; the last is its negative. */
    @ParameterizedTest
    @CsvSource({
        "1, 6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        "2, 7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978,"
                + "07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550,"
                + "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,"
                + "b01cbd1c01e58065711814b583f061e9d431cca994cea1313449bf97c840ae0a"
    })
    void smallest_and_largest_private_key_have_the_published_points(String privateKey, String x, String y)
            throws Exception {
        assertThat(point(number(privateKey))).isEqualTo(new ECPoint(number(x), number(y)));
    }

    private static ECPoint point(BigInteger privateKey) throws Exception {
        return ((ECPublicKey) P256.publicKey(privateKey)).getW();
    }

    private static BigInteger number(String hexadecimal) {
        return new BigInteger(hexadecimal, 16);
    }
}
