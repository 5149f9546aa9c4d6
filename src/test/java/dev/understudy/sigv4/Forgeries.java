package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.plus;
import static dev.understudy.sigv4.Requests.withBody;
import static dev.understudy.sigv4.Requests.withHeader;
import static dev.understudy.sigv4.Requests.withMethod;
import static dev.understudy.sigv4.Requests.withPath;
import static dev.understudy.sigv4.Requests.withQuery;
import static dev.understudy.sigv4.Requests.without;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Every way to change a signed request so that it says something else, by the name of the change. */
final class Forgeries {
    private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^,&]+)");
    private static final Pattern SIGNATURE = Pattern.compile("Signature=([0-9a-f]+)");

    private final SignedRequest request;
    private final boolean presigned;
    private final Map<String, SignedRequest> forgeries = new LinkedHashMap<>();

    private Forgeries(SignedRequest request) {
        this.request = request;
        presigned = request.header("Authorization").isEmpty();
    }

    static Map<String, SignedRequest> of(SignedRequest request) {
        Forgeries all = new Forgeries(request);
        all.alterRequestLine();
        all.alterHeaders();
        all.alterBody();
        all.alterParameters();
        all.alterScope();
        all.alterSignature();
        return all.forgeries;
    }

    private void alterRequestLine() {
        for (String method : List.of("GET", "POST", "PUT", "HEAD", "get", "post", "")) {
            if (!method.equals(request.method())) {
                put("method " + method, withMethod(request, method));
            }
        }
        for (String path : List.of("/x", "/%20", "/%2F", "/;", "/sts")) {
            put("path " + path, withPath(request, path));
        }
        put("a parameter added", withQuery(request, query -> query.isEmpty() ? "x=y" : query + "&x=y"));
        put("an empty parameter added", withQuery(request, query -> query.isEmpty() ? "=" : query + "&="));
    }

    private void alterHeaders() {
        for (String name : signedHeaders()) {
            put(name + " longer", withHeader(request, name, value -> value + "x"));
            put(name + " in other letters", withHeader(request, name, Forgeries::otherCase));
            put(name + " empty", withHeader(request, name, value -> ""));
            put(name + " taken away", without(request, name));
            put(name + " twice", plus(request, name, "x"));
            put(name + " not signed", editSignedHeaders(names -> names.replaceFirst("(%3B|;)?" + name, "")));
        }
        put("another header signed", editSignedHeaders(names -> names + (presigned ? "%3B" : ";") + "x-more"));
        put(
                "a header signed that is there",
                plus(editSignedHeaders(names -> names + (presigned ? "%3B" : ";") + "x-more"), "x-more", "x"));
        for (String hash : List.of(
                "UNSIGNED-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "",
                "0")) {
            put("payload hash " + hash, plus(without(request, "x-amz-content-sha256"), "x-amz-content-sha256", hash));
        }
    }

    private void alterBody() {
        byte[] body = request.body();
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            put("byte " + i, withBody(request, changed));
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        put("a byte more", withBody(request, longer));
    }

    private void alterParameters() {
        String[] parameters = request.query().split("&", -1);
        for (int i = 0; i < parameters.length && !request.query().isEmpty(); i++) {
            String name = parameters[i].replaceFirst("=.*", "");
            List<String> changed = new ArrayList<>(List.of(parameters));
            changed.set(i, parameters[i] + "x");
            putQuery(name + " longer", changed);
            changed.set(i, otherCase(parameters[i]));
            putQuery(name + " in other letters", changed);
            changed.set(i, name + "=");
            putQuery(name + " empty", changed);
            changed.set(i, parameters[i] + "&" + parameters[i]);
            putQuery(name + " twice", changed);
            changed.remove(i);
            putQuery(name + " taken away", changed);
        }
    }

    private void putQuery(String name, List<String> parameters) {
        put(name, withQuery(request, query -> String.join("&", parameters)));
    }

    private void alterScope() {
        String slash = presigned ? "%2F" : "/";
        for (String[] change : new String[][] {
            {"another key", "Credential=A", "Credential=B"},
            {"another day", slash + "20261121" + slash, slash + "20261122" + slash},
            {"another service", slash + "sts" + slash, slash + "iam" + slash},
            {"another terminator", slash + "aws4_request", slash + "aws5_request"},
            {"a part more", slash + "sts" + slash, slash + "us-east-2" + slash + "sts" + slash},
            {"another region", "-[1-9]" + slash + "sts" + slash, "-9" + slash + "sts" + slash},
            {"another algorithm", "AWS4-[A-Z0-9]+-SHA256", "AWS4-HMAC-SHA512"},
            {"the other algorithm", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"},
            {"SigV4 for SigV4A", "AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA256"},
        }) {
            put(change[0], editClaim(text -> text.replaceFirst(change[1], change[2])));
        }
        put("a second later", withHeader(request, "X-Amz-Date", date -> "20261121T120001Z"));
    }

    private void alterSignature() {
        String signature = signature();
        for (int i = 0; i < signature.length(); i++) {
            StringBuilder changed = new StringBuilder(signature);
            changed.setCharAt(i, signature.charAt(i) == '0' ? '1' : '0');
            putSignature("character " + i + " of the signature", changed.toString());
        }
        putSignature("signature in capitals", signature.toUpperCase(Locale.ROOT));
        putSignature("signature without an end", signature.substring(0, signature.length() - 2));
        putSignature("signature without a beginning", signature.substring(2));
        putSignature("signature of half a byte less", signature.substring(1));
        putSignature("empty signature", "");
        putSignature("no hexadecimal", "g".repeat(signature.length()));
        putSignature("zeros", "0".repeat(signature.length()));
        for (String junk : List.of("0", "00", "3000", ";", "%00", "%20x")) {
            putSignature("signature with " + junk + " behind", signature + junk);
        }
        putSignature("signature twice", signature + signature);
        // Zero for both numbers once satisfied a JDK's ECDSA.
        putSignature("two zeros in DER", "3006020100020100");
        putSignature("numbers of zero length in DER", "300402000200");
    }

    private void putSignature(String name, String changed) {
        put(name, editClaim(text -> text.replace(signature(), changed)));
    }

    private SignedRequest editSignedHeaders(UnaryOperator<String> change) {
        return editClaim(text ->
                SIGNED_HEADERS.matcher(text).replaceFirst(found -> "SignedHeaders=" + change.apply(found.group(1))));
    }

    private SignedRequest editClaim(UnaryOperator<String> change) {
        return presigned ? withQuery(request, change) : withHeader(request, "Authorization", change);
    }

    private String claim() {
        return presigned ? request.query() : request.header("Authorization").get(0);
    }

    private String signature() {
        return find(SIGNATURE);
    }

    private List<String> signedHeaders() {
        return List.of(find(SIGNED_HEADERS).split("%3B|;", -1));
    }

    private String find(Pattern pattern) {
        return pattern.matcher(claim())
                .results()
                .map(MatchResult::group)
                .map(text -> text.replaceFirst("^[^=]*=", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String otherCase(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
    }

    /** A change that changes nothing is no forgery. */
    private void put(String name, SignedRequest forgery) {
        boolean same = forgery.method().equals(request.method())
                && forgery.path().equals(request.path())
                && forgery.query().equals(request.query())
                && forgery.headers().equals(request.headers())
                && Arrays.equals(forgery.body(), request.body());
        if (!same) {
            forgeries.put(name, forgery);
        }
    }
}
