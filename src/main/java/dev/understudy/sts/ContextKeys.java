package dev.understudy.sts;

import dev.understudy.credentials.SessionValue;
import dev.understudy.policy.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects condition keys that may live on in a session; a key given again replaces what it held. */
final class ContextKeys {
    private final Map<String, SessionValue> keys = new LinkedHashMap<>();

    /** Adds keys that were collected to those of a request. */
    static void addTo(RequestContext.Builder context, Map<String, SessionValue> keys) {
        keys.forEach((key, value) -> {
            if (value instanceof SessionValue.Single single) {
                context.with(key, single.value());
            } else if (value instanceof SessionValue.Multi multi) {
                context.withAll(key, multi.values());
            }
        });
    }

    /** A single-valued key. */
    ContextKeys with(String key, String value) {
        keys.put(key, new SessionValue.Single(value));
        return this;
    }

    /** A single-valued key, if it has a value. */
    ContextKeys with(String key, Optional<String> value) {
        value.ifPresent(text -> with(key, text));
        return this;
    }

    /** A multivalued key; absent without values. */
    ContextKeys withAll(String key, List<String> values) {
        if (!values.isEmpty()) {
            keys.put(key, new SessionValue.Multi(values));
        }
        return this;
    }

    /** The keys so far. */
    Map<String, SessionValue> toMap() {
        return new LinkedHashMap<>(keys);
    }
}
