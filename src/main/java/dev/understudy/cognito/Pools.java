package dev.understudy.cognito;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The identity pools that there are: those of the configuration, and what operations have made of them. */
final class Pools {
    /** How many there may be. AWS's own quota is 1,000 an account. */
    static final int CAPACITY = 1_000;

    private volatile TreeMap<String, IdentityPool> pools = new TreeMap<>();

    List<IdentityPool> all() {
        return List.copyOf(pools.values());
    }

    Optional<IdentityPool> find(String id) {
        return Optional.ofNullable(pools.get(id));
    }

    synchronized void replaceAll(Collection<IdentityPool> others) {
        TreeMap<String, IdentityPool> next = new TreeMap<>();
        others.forEach(pool -> next.put(pool.id(), pool));
        pools = next;
    }

    synchronized void add(IdentityPool pool) throws CognitoException {
        if (pools.size() >= CAPACITY) {
            throw new CognitoException(
                    CognitoErrorCode.LIMIT_EXCEEDED, "There are " + CAPACITY + " identity pools already.");
        }
        change(next -> {
            next.put(pool.id(), pool);
            return next;
        });
    }

    /** Changes a pool, if it is still there. */
    synchronized Optional<IdentityPool> change(String id, UnaryOperator<IdentityPool> change) {
        Optional<IdentityPool> changed = find(id).map(change);
        changed.ifPresent(pool -> change(next -> {
            next.put(id, pool);
            return next;
        }));
        return changed;
    }

    synchronized void remove(String id) {
        change(next -> {
            next.remove(id);
            return next;
        });
    }

    /** Readers see the old ones or the new ones. */
    private void change(UnaryOperator<TreeMap<String, IdentityPool>> change) {
        pools = change.apply(new TreeMap<>(Collections.unmodifiableMap(pools)));
    }
}
