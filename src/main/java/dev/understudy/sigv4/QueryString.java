package dev.understudy.sigv4;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A query, its names and values encoded in SigV4's one canonical way. */
final class QueryString {
    static final int MAX_LENGTH = 128 * 1024;

    private static final Comparator<Map.Entry<String, String>> ORDER =
            Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue());

    private final List<Map.Entry<String, String>> parameters;

    private QueryString(List<Map.Entry<String, String>> parameters) {
        this.parameters = parameters;
    }

    static QueryString parse(String raw) throws SignatureRefusal {
        if (raw.length() > MAX_LENGTH) {
            throw SignatureRefusal.malformed("the query is longer than " + MAX_LENGTH);
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String parameter : raw.split("&", -1)) {
            if (!parameter.isEmpty()) {
                int equalSign = parameter.indexOf('=');
                String name = equalSign < 0 ? parameter : parameter.substring(0, equalSign);
                String value = equalSign < 0 ? "" : parameter.substring(equalSign + 1);
                parameters.add(Map.entry(UriText.normalise(name), UriText.normalise(value)));
            }
        }
        return new QueryString(parameters);
    }

    boolean has(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.getKey().equals(name));
    }

    /** The decoded values of a parameter whose name needs no encoding. */
    List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .map(parameter -> URLDecoder.decode(parameter.getValue(), StandardCharsets.UTF_8))
                .toList();
    }

    String canonical() {
        return canonical(name -> true);
    }

    String canonicalWithout(String excluded) {
        return canonical(name -> !name.equals(excluded));
    }

    private String canonical(Predicate<String> wanted) {
        return parameters.stream()
                .filter(parameter -> wanted.test(parameter.getKey()))
                .sorted(ORDER)
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }
}
