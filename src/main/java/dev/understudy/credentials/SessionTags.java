package dev.understudy.credentials;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a session, in the order given, and the keys of those that pass on when the session assumes a role.
 *
 * @param tags values by key; the order is kept
 * @param transitiveKeys keys of transitive tags
 */
public record SessionTags(Map<String, String> tags, List<String> transitiveKeys) {
    /** No tags. */
    public static final SessionTags NONE = new SessionTags(Map.of(), List.of());

    public SessionTags {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        transitiveKeys = List.copyOf(transitiveKeys);
    }
}
