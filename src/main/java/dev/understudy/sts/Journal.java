package dev.understudy.sts;

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

    private final Map<String, Call> calls = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > CAPACITY;
        }
    };

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
        }
        log.log(System.Logger.Level.INFO, "{0}", new LoggedCall(call));
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
            return Calls.of(List.copyOf(calls.values()));
        }
    }

    /** Keeps none of the calls so far. */
    public void clear() {
        synchronized (calls) {
            calls.clear();
        }
    }
}
