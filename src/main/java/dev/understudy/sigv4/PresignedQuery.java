package dev.understudy.sigv4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signature in the query, as presigned URLs and Kubernetes tokens for EKS carry it. STS does not heed
 * {@code X-Amz-Expires}: a URL is good for 15 minutes from its date, whatever it says. So the value is only checked for
 * its form, 0 to 604800 seconds, and may be left out.
 */
final class PresignedQuery {
    static final String ALGORITHM = "X-Amz-Algorithm";

    private static final String CREDENTIAL = "X-Amz-Credential";
    private static final String SIGNATURE = "X-Amz-Signature";
    private static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
    private static final String DATE = "X-Amz-Date";
    private static final String EXPIRES = "X-Amz-Expires";
    private static final String REGION_SET = "X-Amz-Region-Set";
    private static final String SECURITY_TOKEN = "X-Amz-Security-Token";

    private static final List<String> REQUIRED = List.of(ALGORITHM, CREDENTIAL, SIGNATURE, SIGNED_HEADERS, DATE);
    private static final int MAX_EXPIRES = 604_800;

    private PresignedQuery() {}

    static SignatureClaim read(QueryString query) throws SignatureRefusal {
        Map<String, String> values = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String name : REQUIRED) {
            String value = single(query, name).orElse("");
            values.put(name, value);
            if (value.isEmpty()) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw SignatureRefusal.missingFromQuery(missing);
        }
        String date = values.getOrDefault(DATE, "");
        SignatureClaim claim = new SignatureClaim(
                SignatureClaim.Form.PRESIGNED,
                values.getOrDefault(ALGORITHM, ""),
                values.getOrDefault(CREDENTIAL, ""),
                AmzDate.parse(date).orElseThrow(() -> SignatureRefusal.dateForm(date)),
                SignatureClaim.signedHeaders(values.getOrDefault(SIGNED_HEADERS, "")),
                values.getOrDefault(SIGNATURE, ""),
                single(query, SECURITY_TOKEN),
                single(query, REGION_SET),
                query.canonicalWithout(SIGNATURE));
        checkExpires(single(query, EXPIRES));
        return claim;
    }

    private static void checkExpires(Optional<String> expires) throws SignatureRefusal {
        if (expires.isPresent()
                && (!expires.get().matches("[0-9]{1,6}") || Integer.parseInt(expires.get()) > MAX_EXPIRES)) {
            throw SignatureRefusal.malformed("X-Amz-Expires is not a number from 0 to " + MAX_EXPIRES);
        }
    }

    private static Optional<String> single(QueryString query, String name) throws SignatureRefusal {
        List<String> values = query.values(name);
        if (values.size() > 1) {
            throw SignatureRefusal.malformed("the query gives " + name + " more than once");
        }
        return values.stream().findFirst();
    }
}
