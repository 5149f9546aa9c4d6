package dev.understudy.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;
import org.wildfly.security.x500.cert.X509CertificateBuilder;

/** Certificates and keys for tests, in PEM. */
public final class Certificates {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Certificates() {}

    /** A pair of keys of the algorithm, RSA or EC. */
    public static KeyPair keys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        return generator.generateKeyPair();
    }

    /** A certificate for the subject's key that the issuer's key signed, valid a day before and after the instant. */
    public static X509Certificate certificate(
            String subject, KeyPair keys, String issuer, PrivateKey by, Instant around) throws Exception {
        return new X509CertificateBuilder()
                .setSerialNumber(BigInteger.TWO)
                .setSubjectDn(new X500Principal("CN=" + subject))
                .setIssuerDn(new X500Principal("CN=" + issuer))
                .setNotValidBefore(around.minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC))
                .setNotValidAfter(around.plus(Duration.ofDays(1)).atZone(ZoneOffset.UTC))
                .setPublicKey(keys.getPublic())
                .setSigningKey(by)
                .setSignatureAlgorithmName(by.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                .build();
    }

    /** One that signs itself. */
    public static X509Certificate certificate(KeyPair keys, Instant around) throws Exception {
        return certificate("localhost", keys, "localhost", keys.getPrivate(), around);
    }

    public static String pem(X509Certificate certificate) throws Exception {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    public static String pem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
