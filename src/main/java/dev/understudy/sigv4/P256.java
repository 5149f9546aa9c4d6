package dev.understudy.sigv4;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import javax.crypto.KeyAgreement;

/**
 * The public key of a private key on P-256. The JDK multiplies points, but gives no call for it. So the key agreement
 * does it, with the generator in the part of the other's public key: what is agreed is the x of the point. Of the two
 * points with this x, the one that verifies what the private key signs is the public key.
 */
final class P256 {
    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    /** A private key is at least 1 and less than this. */
    static BigInteger order() {
        return CURVE.getOrder();
    }

    static PublicKey publicKey(BigInteger privateKey) throws GeneralSecurityException {
        PrivateKey own = KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(privateKey, CURVE));
        BigInteger x = x(own);
        BigInteger y = y(x);
        PublicKey candidate = point(x, y);
        return isPair(own, candidate) ? candidate : point(x, prime().subtract(y));
    }

    private static BigInteger x(PrivateKey own) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        ECPoint generator = CURVE.getGenerator();
        agreement.doPhase(point(generator.getAffineX(), generator.getAffineY()), true);
        return new BigInteger(1, agreement.generateSecret());
    }

    /** A square root of x³ + ax + b; P-256's prime is one less than a multiple of four, so a power gives it. */
    private static BigInteger y(BigInteger x) {
        BigInteger square = x.pow(3)
                .add(CURVE.getCurve().getA().multiply(x))
                .add(CURVE.getCurve().getB());
        return square.modPow(prime().add(BigInteger.ONE).shiftRight(2), prime());
    }

    private static boolean isPair(PrivateKey own, PublicKey candidate) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(own);
        byte[] signed = signature.sign();
        signature.initVerify(candidate);
        return signature.verify(signed);
    }

    private static PublicKey point(BigInteger x, BigInteger y) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
    }

    private static BigInteger prime() {
        return ((ECFieldFp) CURVE.getCurve().getField()).getP();
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has P-256", e);
        }
    }
}
