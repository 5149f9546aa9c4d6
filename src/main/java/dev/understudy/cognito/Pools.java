package dev.understudy.cognito;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The identity pools that there are: those of the configuration, and what operations have made of them. */
final class Pools {
    /** How many there may be. AWS's own quota is 1,000 an account. */
    static final int CAPACITY = 1_000;

    private volatile SortedMap<String, IdentityPool> pools = Collections.emptySortedMap();

    List<IdentityPool> all() {
        return List.copyOf(pools.values());
    }

    Optional<IdentityPool> find(String id) {
        return Optional.ofNullable(pools.get(id));
    }

    /** These pools and no others. */
    synchronized void replaceAll(Collection<IdentityPool> others) {
        change(next -> {
            next.clear();
            others.forEach(pool -> next.put(pool.id(), pool));
        });
    }

    /** Puts these pools in place of those; others stay. */
    synchronized void replace(Collection<IdentityPool> old, Collection<IdentityPool> others) {
        change(next -> {
            old.forEach(pool -> next.remove(pool.id()));
            others.forEach(pool -> next.put(pool.id(), pool));
        });
    }

    synchronized void add(IdentityPool pool) throws CognitoException {
        if (pools.size() >= CAPACITY) {
            throw new CognitoException(
                    CognitoErrorCode.LIMIT_EXCEEDED, "There are " + CAPACITY + " identity pools already.");
        }
        change(next -> next.put(pool.id(), pool));
    }

    /** Changes a pool, if it is still there. */
    synchronized Optional<IdentityPool> change(String id, UnaryOperator<IdentityPool> change) {
        Optional<IdentityPool> changed = find(id).map(change);
        changed.ifPresent(pool -> change(next -> next.put(id, pool)));
        return changed;
    }

    synchronized void remove(String id) {
        change(next -> next.remove(id));
    }

    /** Readers see the old ones or the new ones, and nothing between. */
    private void change(Consumer<SortedMap<String, IdentityPool>> change) {
        SortedMap<String, IdentityPool> next = new TreeMap<>(pools);
        change.accept(next);
        pools = Collections.unmodifiableSortedMap(next);
    }
}
