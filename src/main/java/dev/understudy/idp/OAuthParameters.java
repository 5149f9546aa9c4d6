package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of a request, as RFC 6749 (section 3.1) has them: one without a value counts as left out, one that is
 * not known is ignored, and one that comes twice is refused, once it is asked for.
 */
final class OAuthParameters {
    static final int MOST = 100;
    static final int LONGEST_VALUE = 8_192;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Map<String, List<String>> values;

    private OAuthParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Those of the query, or of the form if the request is a POST. */
    static OAuthParameters of(HttpRequest request) throws OAuthException {
        return request.method().equals("POST") ? form(request) : parse(request.query());
    }

    private static OAuthParameters form(HttpRequest request) throws OAuthException {
        String type = request.headers().first("Content-Type").orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            throw OAuthException.invalidRequest("The Content-Type must be " + FORM + ".");
        }
        return parse(new String(request.body(), StandardCharsets.UTF_8));
    }

    static OAuthParameters parse(String encoded) throws OAuthException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                if (++count > MOST) {
                    throw OAuthException.invalidRequest("There are more than " + MOST + " parameters.");
                }
                String[] parts = pair.split("=", 2);
                String value = parts.length == 1 ? "" : decode(parts[1]);
                values.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(value);
            }
        }
        return new OAuthParameters(values);
    }

    static String decode(String encoded) throws OAuthException {
        String text;
        try {
            text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidRequest("A percent sign stands without two hexadecimal digits.");
        }
        if (text.length() > LONGEST_VALUE) {
            throw OAuthException.invalidRequest("A parameter is longer than " + LONGEST_VALUE + " characters.");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw OAuthException.invalidRequest("A parameter has a control character in it.");
        }
        return text;
    }

    Optional<String> optional(String name) throws OAuthException {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw OAuthException.invalidRequest(name + " is there " + given.size() + " times.");
        }
        return given.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    String required(String name) throws OAuthException {
        return optional(name).orElseThrow(() -> OAuthException.invalidRequest(name + " is missing."));
    }

    /** A query or form of these, in their order. */
    static String print(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The names only: values may be secrets. */
    @Override
    public String toString() {
        return "OAuthParameters" + values.keySet();
    }
}
