package dev.understudy.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that a mapping may have.
 *
 * @param notSupported fields that AWS has and Understudy has not, with the reason; to skip them would change what is
 *     allowed without a word
 */
record Fields(List<String> known, Map<String, String> notSupported) {
    static Fields of(String... known) {
        return new Fields(List.of(known), Map.of());
    }

    Fields without(String name, String reason) {
        Map<String, String> all = new HashMap<>(notSupported);
        all.put(name, reason);
        return new Fields(known, Map.copyOf(all));
    }
}
