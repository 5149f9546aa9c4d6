package dev.understudy.journal;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest calls and why each came out as it did: one line each to the log, and the whole of it for whoever asks.
 * Bounded: the oldest call makes room. Safe for many threads.
 */
public final class Journal {
    /** How many calls are kept. */
    public static final int CAPACITY = 1_000;

    private final System.Logger log;

    private final Map<String, Call> calls = new LinkedHashMap<>();

    /** How many calls made room since the last {@link #clear()}, and the latest time that one of them had. */
    private long dropped;

    private Instant droppedUntil = Instant.MIN;

    /**
     * @param log gets a line for each call; it names no token and no secret
     */
    public Journal(System.Logger log) {
        this.log = log;
    }

    /** Keeps the call and logs it. */
    public void record(Call call) {
        synchronized (calls) {
            calls.put(call.requestId(), call);
            if (calls.size() > CAPACITY) {
                drop(calls.values().iterator());
            }
        }
        log.log(System.Logger.Level.INFO, "{0}", new LoggedCall(call));
    }

    private void drop(Iterator<Call> oldest) {
        Instant at = oldest.next().at();
        oldest.remove();
        dropped++;
        droppedUntil = at.isAfter(droppedUntil) ? at : droppedUntil;
    }

    /** The call of this request id, if it is among the newest. */
    public Optional<Call> find(String requestId) {
        synchronized (calls) {
            return Optional.ofNullable(calls.get(requestId));
        }
    }

    /** The calls that are kept at this moment, the oldest first. */
    public Calls calls() {
        synchronized (calls) {
            return Calls.of(List.copyOf(calls.values()), dropped, droppedUntil);
        }
    }

    /** Keeps none of the calls so far. */
    public void clear() {
        synchronized (calls) {
            calls.clear();
            dropped = 0;
            droppedUntil = Instant.MIN;
        }
    }
}
