package dev.understudy.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a certificate chain and its private key, both in PEM; the key is PKCS#8, RSA or EC. */
public final class PemReader {
    private static final String TO_PKCS_8 = "openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem";
    private static final String NEW_PAIR =
            "openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost -addext"
                    + " subjectAltName=DNS:localhost -keyout key.pem -out cert.pem";
    /** More than any chain has. */
    private static final int MOST_CERTIFICATES = 10;

    private PemReader() {}

    /**
     * Reads both files' texts and checks that they belong together.
     *
     * @param now when the server's certificate must be valid
     * @throws InvalidPemException if they cannot serve
     */
    public static ServerCertificate read(String certificates, String privateKey, Instant now)
            throws InvalidPemException {
        List<X509Certificate> chain = chain(certificates);
        checkValidity(chain.get(0), now);
        checkOrder(chain);
        PrivateKey key = key(privateKey);
        checkPair(chain, key);
        return new ServerCertificate(chain, key);
    }

    private static List<X509Certificate> chain(String pem) throws InvalidPemException {
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : PemBlock.all(pem)) {
            if (block.label().equals("CERTIFICATE")) {
                chain.add(certificate(block));
            }
        }
        if (chain.isEmpty()) {
            throw InvalidPemException.certificate(
                    "it holds no PEM certificate (-----BEGIN CERTIFICATE-----); from DER: openssl x509"
                            + " -inform der -in OLD -out NEW.pem, from PKCS#12: openssl pkcs12 -nokeys -in OLD -out NEW.pem");
        }
        if (chain.size() > MOST_CERTIFICATES) {
            throw InvalidPemException.certificate(
                    "it holds more than " + MOST_CERTIFICATES + " certificates; show one with its issuers,"
                            + " not a bundle: openssl x509 -in OLD.pem -out NEW.pem takes the first");
        }
        return chain;
    }

    private static X509Certificate certificate(PemBlock block) throws InvalidPemException {
        byte[] der = block.bytes().orElseThrow(PemReader::unreadableCertificate);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw unreadableCertificate();
        }
    }

    private static void checkValidity(X509Certificate certificate, Instant now) throws InvalidPemException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw InvalidPemException.certificate("the certificate expired at " + until + "; a new one: " + NEW_PAIR);
        }
        if (now.isBefore(from)) {
            throw InvalidPemException.certificate("the certificate is valid only from " + from
                    + "; check this machine's clock, or make a new one: " + NEW_PAIR);
        }
    }

    private static void checkOrder(List<X509Certificate> chain) throws InvalidPemException {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i), chain.get(i + 1))) {
                throw InvalidPemException.certificate(
                        "certificate " + (i + 2) + " of the file is not the issuer of the one before it;"
                                + " the server's own stands first, each followed by its issuer's: cat server.pem"
                                + " intermediate.pem > cert.pem, and openssl crl2pkcs7 -nocrl -certfile cert.pem | openssl"
                                + " pkcs7 -print_certs -noout shows the order");
            }
        }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return !certificate.equals(issuer)
                    && certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PrivateKey key(String pem) throws InvalidPemException {
        List<PemBlock> keys = PemBlock.all(pem).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.isEmpty()) {
            throw InvalidPemException.privateKey(
                    "it holds no PEM private key (-----BEGIN PRIVATE KEY-----); from DER: openssl pkey -inform der"
                            + " -in OLD -out NEW.pem, from PKCS#12: openssl pkcs12 -nocerts -nodes -in OLD -out NEW.pem");
        }
        if (keys.size() > 1) {
            throw InvalidPemException.privateKey(
                    "it holds " + keys.size() + " private keys; this takes the first: " + TO_PKCS_8);
        }
        PemBlock block = keys.get(0);
        return switch (block.label()) {
            case "PRIVATE KEY" -> pkcs8(block);
            case "ENCRYPTED PRIVATE KEY" ->
                throw InvalidPemException.privateKey("the key is encrypted; this takes its password off: " + TO_PKCS_8);
            case "RSA PRIVATE KEY" ->
                throw InvalidPemException.privateKey("the key is in PKCS#1 form; this makes it PKCS#8: " + TO_PKCS_8);
            case "EC PRIVATE KEY" ->
                throw InvalidPemException.privateKey("the key is in SEC1 form; this makes it PKCS#8: " + TO_PKCS_8);
            default ->
                throw InvalidPemException.privateKey("the key is not in PKCS#8 form; this makes it so: " + TO_PKCS_8);
        };
    }

    private static PrivateKey pkcs8(PemBlock block) throws InvalidPemException {
        byte[] der = block.bytes().orElseThrow(PemReader::unreadableKey);
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException otherKind) {
                // The next, then.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(algorithm, e);
            }
        }
        throw unreadableKey();
    }

    private static void checkPair(List<X509Certificate> chain, PrivateKey key) throws InvalidPemException {
        if (belongTogether(chain.get(0).getPublicKey(), key)) {
            return;
        }
        boolean another = chain.stream().skip(1).anyMatch(issuer -> belongTogether(issuer.getPublicKey(), key));
        throw InvalidPemException.privateKey(
                another
                        ? "the key is that of an issuer, not of the first certificate; openssl pkey -in key.pem -pubout"
                                + " and openssl x509 -in cert.pem -pubkey -noout must print the same"
                        : "the key is not the certificate's; openssl pkey -in key.pem -pubout and openssl x509 -in"
                                + " cert.pem -pubkey -noout must print the same");
    }

    /** They do if the one verifies what the other signs, whatever kind of key it is. */
    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance("SHA256with" + (isRsa(key) ? "RSA" : "ECDSA"));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRsa(PrivateKey key) {
        return key.getAlgorithm().equals("RSA");
    }

    private static InvalidPemException unreadableCertificate() {
        return InvalidPemException.certificate(
                "a certificate in it is damaged; openssl x509 -in cert.pem -noout -text shows whether it can"
                        + " be read");
    }

    private static InvalidPemException unreadableKey() {
        return InvalidPemException.privateKey(
                "its private key is neither an RSA nor an EC key that Java reads; a new pair: " + NEW_PAIR);
    }
}
