package dev.understudy.sigv4;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire; nothing in it is decoded.
 *
 * @param method the HTTP method
 * @param path the raw path, percent-encoded as sent
 * @param query the raw query without the question mark; empty if there is none
 * @param headers every header in the order sent, repeated ones included
 * @param body the body; neither copied nor changed, and compared by nobody
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedRequest(
        String method, String path, String query, List<Map.Entry<String, String>> headers, byte[] body) {
    public SignedRequest {
        headers = List.copyOf(headers);
    }

    /** The values of a header, in the order sent. */
    List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A header that decides about the signature, so it may come once; AWS's answer to two is unknown. */
    Optional<String> single(String name) throws SignatureRefusal {
        List<String> values = header(name);
        if (values.size() > 1) {
            throw SignatureRefusal.malformed("the header " + name + " comes more than once");
        }
        return values.stream().findFirst();
    }

    /** Shows neither headers, query nor body: all may hold secrets. */
    @Override
    public String toString() {
        return "SignedRequest[" + method + " " + path + "]";
    }
}
