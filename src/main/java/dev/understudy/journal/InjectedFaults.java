package dev.understudy.journal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The failures that wait for their calls. Of several that meet a call, the one that was added first takes it; a fault
 * that is used up is gone. Safe for many threads: each call counts once.
 */
public final class InjectedFaults {
    /** How many may wait at once. */
    public static final int CAPACITY = 100;

    private long added;
    private volatile List<Waiting> faults = List.of();

    /**
     * A fault that waits for calls.
     *
     * @param id by which it is found in events, and removed
     * @param left for how many more calls; every call if empty
     */
    public record Waiting(String id, InjectedFault fault, OptionalInt left) {
        private Optional<Waiting> countedDown() {
            if (left.isEmpty()) {
                return Optional.of(this);
            }
            int fewer = left.getAsInt() - 1;
            return fewer == 0 ? Optional.empty() : Optional.of(new Waiting(id, fault, OptionalInt.of(fewer)));
        }
    }

    /**
     * Adds a fault after all others.
     *
     * @throws IllegalStateException if {@value #CAPACITY} wait already
     */
    public synchronized Waiting add(InjectedFault fault) {
        if (faults.size() >= CAPACITY) {
            throw new IllegalStateException("At most " + CAPACITY + " faults wait at once; remove some first.");
        }
        added++;
        Waiting waiting = new Waiting("fault-" + added, fault, fault.times());
        faults = Stream.concat(faults.stream(), Stream.of(waiting)).toList();
        return waiting;
    }

    /** What is left, in the order in which it was added. */
    public List<Waiting> list() {
        return faults;
    }

    /** Removes a fault; false if there is none of this id. */
    public synchronized boolean remove(String id) {
        List<Waiting> others =
                faults.stream().filter(fault -> !fault.id().equals(id)).toList();
        boolean removed = others.size() < faults.size();
        faults = others;
        return removed;
    }

    /** Removes all faults. */
    public synchronized void clear() {
        faults = List.of();
    }

    /**
     * The fault for this call, counted down; empty for an action that STS has not.
     *
     * @param issuer what the call's token says, if it brings one
     */
    public Optional<Waiting> take(String action, Optional<String> issuer) {
        // Most servers never have a fault, and their calls need not queue to learn it.
        return faults.isEmpty() || !Names.ACTIONS.contains(action) ? Optional.empty() : takeFirst(action, issuer);
    }

    private synchronized Optional<Waiting> takeFirst(String action, Optional<String> issuer) {
        Optional<Waiting> first = faults.stream()
                .filter(waiting -> waiting.fault().meets(action, issuer))
                .findFirst();
        first.ifPresent(taken -> faults = faults.stream()
                .flatMap(waiting -> waiting.id().equals(taken.id()) ? taken.countedDown().stream() : Stream.of(waiting))
                .toList());
        return first;
    }
}
