package dev.understudy.saml;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** What a local provider signs with, and the certificate that its metadata shows. */
public record SigningCredential(PrivateKey key, X509Certificate certificate) {
    /** The certificate as metadata holds it: base64 of DER, in one line. */
    String encodedCertificate() {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was made cannot be written", e);
        }
    }

    /** The certificate's subject: never the key. */
    @Override
    public String toString() {
        return "SigningCredential[" + certificate.getSubjectX500Principal() + "]";
    }
}
