package dev.understudy.sigv4;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A signature in the header: {@code Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}. As on
 * AWS, the pairs may come in any order, apart by commas, spaces or both. SigV4A adds {@code X-Amz-Region-Set}, which
 * counts only if it is signed: whoever changes it would change the regions.
 */
final class AuthorizationHeader {
    static final int MAX_LENGTH = 16 * 1024;

    private static final String REGION_SET = "x-amz-region-set";
    private static final List<String> REQUIRED = List.of("Credential", "Signature", "SignedHeaders");

    private AuthorizationHeader() {}

    static SignatureClaim read(SignedRequest request, String authorization, QueryString query) throws SignatureRefusal {
        if (authorization.length() > MAX_LENGTH) {
            throw SignatureRefusal.malformed("the Authorization header is longer than " + MAX_LENGTH);
        }
        String[] words = authorization.strip().split("[,\\s]+");
        Map<String, String> pairs = pairs(words);
        Optional<String> amzDate = request.single("x-amz-date");
        Optional<String> date = amzDate.isPresent() ? amzDate : request.single("date");
        List<String> missing = new ArrayList<>(REQUIRED);
        missing.removeIf(name -> !pairs.getOrDefault(name, "").isEmpty());
        if (!missing.isEmpty() || date.isEmpty()) {
            throw SignatureRefusal.missingFromHeader(missing, date.isEmpty(), authorization);
        }
        Instant time = date.flatMap(amzDate.isPresent() ? AmzDate::parse : AmzDate::parseDateHeader)
                .orElseThrow(() -> SignatureRefusal.dateForm(date.get()));
        SortedSet<String> signedHeaders = SignatureClaim.signedHeaders(pairs.getOrDefault("SignedHeaders", ""));
        return new SignatureClaim(
                SignatureClaim.Form.HEADER,
                words[0],
                pairs.getOrDefault("Credential", ""),
                time,
                signedHeaders,
                pairs.getOrDefault("Signature", ""),
                request.single("x-amz-security-token"),
                request.single(REGION_SET).filter(set -> signedHeaders.contains(REGION_SET)),
                query.canonical());
    }

    private static Map<String, String> pairs(String[] words) throws SignatureRefusal {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equalSign = words[i].indexOf('=');
            if (equalSign < 0) {
                throw SignatureRefusal.pairWithoutEqualSign(words[i]);
            }
            String name = words[i].substring(0, equalSign);
            if (pairs.put(name, words[i].substring(equalSign + 1)) != null) {
                throw SignatureRefusal.malformed("the Authorization header gives " + name + " twice");
            }
        }
        return pairs;
    }
}
