package dev.understudy.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What an https server shows of itself, and the private key that proves it. */
public final class ServerCertificate {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    /** @param chain the server's own certificate first, each followed by its issuer's */
    ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The private key that belongs to the certificate. */
    public PrivateKey privateKey() {
        return key;
    }

    /** The whole chain in PEM, as clients are given it to trust. */
    public String pem() {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : chain) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(LINES.encodeToString(encoded(certificate)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return pem.toString();
    }

    /** TLS that shows this certificate and asks clients for none. */
    public SSLContext context(SecureRandom random) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, random);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Java's TLS takes the certificate no longer", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    /** Whether chain and key are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ServerCertificate certificate
                && chain.equals(certificate.chain)
                && key.equals(certificate.key);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    /** The certificate's subject: never the key. */
    @Override
    public String toString() {
        return "ServerCertificate[" + certificate().getSubjectX500Principal() + "]";
    }
}
