package dev.understudy.credentials;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A stamp for each of the names that were put last; older names are forgotten. Readers never wait. */
final class NewestStamps {
    private final int capacity;
    private final ConcurrentMap<String, Long> stamps = new ConcurrentHashMap<>();
    /** The name that was put longest ago comes first; guarded by this. */
    private final Set<String> order = new LinkedHashSet<>();

    NewestStamps(int capacity) {
        this.capacity = capacity;
    }

    Optional<Long> get(String name) {
        return Optional.ofNullable(stamps.get(name));
    }

    synchronized void put(String name, long stamp) {
        order.remove(name);
        order.add(name);
        stamps.merge(name, stamp, Math::max);
        if (order.size() > capacity) {
            String oldest = order.iterator().next();
            order.remove(oldest);
            stamps.remove(oldest);
        }
    }

    synchronized void clear() {
        order.clear();
        stamps.clear();
    }
}
