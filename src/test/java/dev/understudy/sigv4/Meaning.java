package dev.understudy.sigv4;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a signed request says, however it is written: what its signature is over, who is said to have signed, and with
 * which session.
 */
record Meaning(String canonicalRequest, Map<String, String> claim, Optional<String> token) {
    private static final List<String> PARTS = List.of("Credential", "Signature", "SignedHeaders");

    static Meaning of(SignedRequest request) {
        Optional<String> authorization =
                request.header("Authorization").stream().findFirst();
        return authorization.map(header -> ofHeader(request, header)).orElseGet(() -> ofQuery(request));
    }

    private static Meaning ofHeader(SignedRequest request, String header) {
        List<String> words = List.of(header.strip().split("[,\\s]+", -1));
        Map<String, String> claim = new TreeMap<>(Map.of("Algorithm", words.get(0)));
        for (String part : PARTS) {
            words.stream()
                    .filter(word -> word.startsWith(part + "="))
                    .forEach(word -> claim.put(part, word.substring(part.length() + 1)));
        }
        SortedSet<String> signed = names(claim.remove("SignedHeaders"), ";");
        String query = PlainCanonicalForm.query(request.query(), "");
        return new Meaning(
                canonical(request, signed, query),
                claim,
                request.header("X-Amz-Security-Token").stream().findFirst());
    }

    /** In a presigned call all that is claimed, but for the signature, is in what was signed. */
    private static Meaning ofQuery(SignedRequest request) {
        String query = PlainCanonicalForm.query(request.query(), "X-Amz-Signature");
        SortedSet<String> signed = names(parameter(query, "X-Amz-SignedHeaders"), "%3B");
        String whole = PlainCanonicalForm.query(request.query(), "");
        return new Meaning(
                canonical(request, signed, query),
                Map.of("Signature", parameter(whole, "X-Amz-Signature")),
                Optional.empty());
    }

    private static String canonical(SignedRequest request, SortedSet<String> signed, String query) {
        return PlainCanonicalForm.request(request, signed, query, Hashing.sha256Hex(request.body()));
    }

    private static String parameter(String query, String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static SortedSet<String> names(String list, String separator) {
        return new TreeSet<>(List.of(list.toLowerCase(Locale.ROOT).split(separator.toLowerCase(Locale.ROOT), -1)));
    }
}
