package dev.understudy.sigv4;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a request says of its own signature; nothing of it is verified yet.
 *
 * @param form where the signature stands
 * @param signedHeaders names in lower case, sorted
 * @param canonicalQuery the query that was signed
 */
record SignatureClaim(
        Form form,
        CredentialScope scope,
        Instant time,
        SortedSet<String> signedHeaders,
        String signature,
        Optional<String> sessionToken,
        String canonicalQuery) {
    /** Where a signature stands. */
    enum Form {
        HEADER,
        /** In the query of a presigned URL, which is handed on like a credential. */
        PRESIGNED
    }

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final int MAX_SIGNED_HEADERS = 100;

    /**
     * Puts the texts of a claim together, in the order of checks recorded on DynamoDB, which shares STS's front end:
     * host, algorithm, credential.
     */
    static SignatureClaim of(
            Form form,
            String algorithm,
            String credential,
            Instant time,
            String signedHeaders,
            String signature,
            Optional<String> sessionToken,
            String canonicalQuery)
            throws SignatureRefusal {
        String[] names = signedHeaders.toLowerCase(Locale.ROOT).split(";", -1);
        if (names.length > MAX_SIGNED_HEADERS) {
            throw SignatureRefusal.malformed("more than " + MAX_SIGNED_HEADERS + " signed headers");
        }
        SortedSet<String> sorted = new TreeSet<>(List.of(names));
        if (!sorted.contains("host")) {
            throw SignatureRefusal.hostNotSigned();
        }
        if (!algorithm.equals(ALGORITHM)) {
            throw SignatureRefusal.algorithm(algorithm);
        }
        return new SignatureClaim(
                form, CredentialScope.parse(credential), time, sorted, signature, sessionToken, canonicalQuery);
    }

    /** Shows nothing of the token, signature or query. */
    @Override
    public String toString() {
        return "SignatureClaim[scope=" + scope + ", time=" + time + ", signedHeaders=" + signedHeaders + "]";
    }
}
