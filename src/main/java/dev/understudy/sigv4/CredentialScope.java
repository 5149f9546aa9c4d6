package dev.understudy.sigv4;

/**
 * The {@code Credential} of a signature: who signed, and for what.
 *
 * @param date the day as {@code 20150830}
 * @param text the scope as it is signed, which is the credential without the access key id
 */
record CredentialScope(
        String accessKeyId, String date, RegionSet regions, String service, String terminator, String text) {
    /** The only terminator that AWS knows. */
    static final String TERMINATOR = "aws4_request";

    /** Reads SigV4's, which names one region. */
    static CredentialScope ofOneRegion(String credential) throws SignatureRefusal {
        String[] parts = parts(credential, 5, "keyid/date/region/service/term");
        return of(credential, parts, new RegionSet.One(parts[2]));
    }

    /** Reads SigV4A's, which names no region: those stand elsewhere. */
    static CredentialScope ofSeveralRegions(String credential, RegionSet.Several regions) throws SignatureRefusal {
        return of(credential, parts(credential, 4, "keyid/date/service/term"), regions);
    }

    private static CredentialScope of(String credential, String[] parts, RegionSet regions) {
        String service = parts[parts.length - 2];
        String terminator = parts[parts.length - 1];
        return new CredentialScope(
                parts[0], parts[1], regions, service, terminator, credential.substring(parts[0].length() + 1));
    }

    private static String[] parts(String credential, int number, String form) throws SignatureRefusal {
        String[] parts = credential.split("/", -1);
        if (parts.length != number) {
            throw SignatureRefusal.credentialForm(credential, number, form);
        }
        return parts;
    }
}
