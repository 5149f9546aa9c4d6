package dev.understudy.sigv4;

/** The {@code Credential} of a signature: who signed, and for what. */
record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {
    /** The only terminator that AWS knows. */
    static final String TERMINATOR = "aws4_request";

    static CredentialScope parse(String credential) throws SignatureRefusal {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5) {
            throw SignatureRefusal.credentialForm(credential);
        }
        return new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    /** The scope as it is signed, without the access key id. */
    String text() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
