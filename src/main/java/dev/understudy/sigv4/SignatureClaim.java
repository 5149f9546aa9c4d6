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
 * @param algorithm as given, whether there is such or not
 * @param credential as given, of any form
 * @param signedHeaders names in lower case, sorted
 * @param regionSet the regions that SigV4A signs for, if they are given and signed
 * @param canonicalQuery the query that was signed
 */
record SignatureClaim(
        Form form,
        String algorithm,
        String credential,
        Instant time,
        SortedSet<String> signedHeaders,
        String signature,
        Optional<String> sessionToken,
        Optional<String> regionSet,
        String canonicalQuery) {
    /** Where a signature stands. */
    enum Form {
        HEADER,
        /** In the query of a presigned URL, which is handed on like a credential. */
        PRESIGNED
    }

    static final int MAX_SIGNED_HEADERS = 100;

    /** Reads a list of signed headers, whose names are apart by semicolons. */
    static SortedSet<String> signedHeaders(String text) throws SignatureRefusal {
        String[] names = text.toLowerCase(Locale.ROOT).split(";", -1);
        if (names.length > MAX_SIGNED_HEADERS) {
            throw SignatureRefusal.malformed("more than " + MAX_SIGNED_HEADERS + " signed headers");
        }
        SortedSet<String> sorted = new TreeSet<>(List.of(names));
        if (!sorted.contains("host")) {
            throw SignatureRefusal.hostNotSigned();
        }
        return sorted;
    }

    /** Shows nothing of the token, signature or query. */
    @Override
    public String toString() {
        return "SignatureClaim[credential=" + credential + ", time=" + time + ", signedHeaders=" + signedHeaders + "]";
    }
}
