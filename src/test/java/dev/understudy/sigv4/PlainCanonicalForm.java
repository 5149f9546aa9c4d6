package dev.understudy.sigv4;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The canonical request once more, step by step as AWS's guide describes it and with the JDK's own encoder, to be
 * compared with the one that is served.
 */
final class PlainCanonicalForm {
    private PlainCanonicalForm() {}

    static String request(SignedRequest request, Collection<String> signedHeaders, String query, String bodyHash) {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders) {
            List<String> values = new ArrayList<>();
            request.headers().forEach(header -> {
                if (header.getKey().toLowerCase(Locale.ROOT).equals(name)) {
                    values.add(folded(header.getValue()));
                }
            });
            headers.append(name + ":" + String.join(",", values) + "\n");
        }
        return request.method() + "\n" + path(request.path()) + "\n" + query + "\n" + headers + "\n"
                + String.join(";", signedHeaders) + "\n" + bodyHash;
    }

    /** Decodes every parameter to bytes, encodes them, sorts by name and then by value. */
    static String query(String raw, String without) {
        List<String[]> parameters = new ArrayList<>();
        for (String parameter : raw.split("&", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            String[] parts = parameter.split("=", 2);
            String name = encode(decode(parts[0]));
            if (!name.equals(without)) {
                parameters.add(new String[] {name, parts.length == 1 ? "" : encode(decode(parts[1]))});
            }
        }
        parameters.sort(
                (one, other) -> one[0].equals(other[0]) ? one[1].compareTo(other[1]) : one[0].compareTo(other[0]));
        return parameters.stream()
                .map(parameter -> parameter[0] + "=" + parameter[1])
                .collect(Collectors.joining("&"));
    }

    /** One character at a time, where the other uses a pattern. */
    private static String folded(String value) {
        StringBuilder text = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == ' ' || (character >= '\t' && character <= '\r')) {
                gap = true;
            } else {
                text.append(gap && text.length() > 0 ? " " : "").append(character);
                gap = false;
            }
        }
        return text.toString();
    }

    /** Removes the dots from left to right as RFC 3986 does, then encodes what is left. */
    private static String path(String raw) {
        String path = "/" + raw + (raw.matches("(?s)(.*/)?\\.\\.?") ? "/" : "");
        String before;
        do {
            before = path;
            path = path.replaceAll("/+", "/").replaceFirst("/\\./", "/");
        } while (!path.equals(before));
        do {
            before = path;
            path = path.replaceFirst("^(/\\.\\.)+/", "/").replaceFirst("/(?!\\.\\./)[^/]+/\\.\\./", "/");
        } while (!path.equals(before));
        return encode(path.getBytes(StandardCharsets.UTF_8)).replace("%2F", "/");
    }

    private static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                bytes.write(Integer.parseInt(new String(raw, i + 1, 2, StandardCharsets.US_ASCII), 16));
                i += 2;
            } else {
                bytes.write(raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return bytes.toByteArray();
    }

    /** The JDK encodes a form: three of its characters differ. Latin-1 keeps every byte what it is. */
    private static String encode(byte[] bytes) {
        return URLEncoder.encode(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
