package dev.understudy.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Header fields in the order they were given. Names are compared without regard to case but kept as written; a name may
 * occur more than once. A field that cannot stand on the wire as it is given is refused, so none can smuggle in another.
 */
public final class Headers {
    public static final Headers EMPTY = new Headers(List.of());

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    /** Beyond U+00FF a character would lose its high bits on the wire, and could so become a line break. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private final List<Map.Entry<String, String>> entries;

    private Headers(List<Map.Entry<String, String>> entries) {
        this.entries = entries;
    }

    /**
     * Makes headers of pairs.
     *
     * @param namesAndValues name, value, name, value …
     * @throws IllegalArgumentException for a name without a value, or a field that HTTP cannot carry
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("The last header has no value");
        }
        List<Map.Entry<String, String>> entries = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.add(field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(List.copyOf(entries));
    }

    /**
     * These headers and one more, at the end.
     *
     * @throws IllegalArgumentException for a field that HTTP cannot carry
     */
    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(entries.size() + 1);
        more.addAll(entries);
        more.add(field(name, value));
        return new Headers(List.copyOf(more));
    }

    /** The first value of a name. */
    public Optional<String> first(String name) {
        return entries.stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Every value of a name, in order. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /** Whether the text is a token of RFC 9110, as names of fields and methods are. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    private static Map.Entry<String, String> field(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("Not a header name");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("The value of header " + name + " has a character HTTP cannot carry");
        }
        return Map.entry(name, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && headers.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** The names only: values may be credentials. */
    @Override
    public String toString() {
        return entries.stream().map(Map.Entry::getKey).toList().toString();
    }
}
