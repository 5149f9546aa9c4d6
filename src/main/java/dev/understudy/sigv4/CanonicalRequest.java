package dev.understudy.sigv4;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The one text that stands for a request in SigV4. It may hold the session token, so it is never shown. */
final class CanonicalRequest {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\n\\x0b\\f\\r]+");
    private static final Pattern EDGES = Pattern.compile("^ | $");

    private CanonicalRequest() {}

    static String of(SignedRequest request, SignatureClaim claim, String bodyHash) throws SignatureRefusal {
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(UriText.canonicalPath(request.path()))
                .append('\n')
                .append(claim.canonicalQuery())
                .append('\n');
        for (String name : claim.signedHeaders()) {
            text.append(name).append(':').append(value(request, name)).append('\n');
        }
        return text.append('\n')
                .append(String.join(";", claim.signedHeaders()))
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    private static String value(SignedRequest request, String name) throws SignatureRefusal {
        List<String> values = request.header(name);
        if (values.isEmpty()) {
            throw SignatureRefusal.wrongSignature("the header " + name + " is signed, but the request has none");
        }
        return values.stream().map(CanonicalRequest::folded).collect(Collectors.joining(","));
    }

    /** Only white space goes: the JDK's own trimming would take other control characters with it. */
    private static String folded(String value) {
        return EDGES.matcher(WHITE_SPACE.matcher(value).replaceAll(" ")).replaceAll("");
    }
}
