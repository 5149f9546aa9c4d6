package dev.understudy.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request. Key names are case-insensitive and values are not, as in AWS. Immutable.
 *
 * <p>Whether a key is multivalued belongs to the key, not to the number of its values: a multivalued key with one value
 * still matches no scalar operator (recorded).
 */
public final class RequestContext {
    private final Map<String, Values> entries;

    private RequestContext(Map<String, Values> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** What a key holds: exactly one value unless multivalued, and never none. */
    record Values(boolean multivalued, List<String> list) {
        String single() {
            return list.get(0);
        }
    }

    /** A request without condition keys. */
    public static RequestContext empty() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The values of a key; empty if the request has not the key. */
    public Optional<List<String>> get(String key) {
        return Optional.ofNullable(find(key.toLowerCase(Locale.ROOT))).map(Values::list);
    }

    /** One hash probe; the caller has lower-cased the key when it parsed the policy. */
    @Nullable
    Values find(String lowerCaseKey) {
        return entries.get(lowerCaseKey);
    }

    /** The names of the keys, in lower case. */
    Stream<String> keys() {
        return entries.keySet().stream();
    }

    /** Collects condition keys; a key given again replaces what it held. */
    public static final class Builder {
        private final Map<String, Values> entries = new HashMap<>();

        private Builder() {}

        /** A single-valued key. */
        public Builder with(String key, String value) {
            entries.put(key.toLowerCase(Locale.ROOT), new Values(false, List.of(value)));
            return this;
        }

        /** A multivalued key; without values it behaves as absent (recorded for {@code aws:TagKeys}). */
        public Builder withAll(String key, List<String> values) {
            String lowerCaseKey = key.toLowerCase(Locale.ROOT);
            if (values.isEmpty()) {
                entries.remove(lowerCaseKey);
            } else {
                entries.put(lowerCaseKey, new Values(true, List.copyOf(values)));
            }
            return this;
        }

        public RequestContext build() {
            return new RequestContext(entries);
        }
    }
}
