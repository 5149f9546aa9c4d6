package dev.understudy.sts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The newest calls and why each came out as it did: one line each to the log, and the whole of it for whoever asks.
 * Bounded: the oldest call makes room. Safe for many threads.
 */
public final class Journal {
    /** How many calls are kept. */
    public static final int CAPACITY = 1_000;

    private static final int MAXIMUM_LINE = 2_000;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]");

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

    /**
     * One call.
     *
     * @param requestId the id that the client saw in {@code x-amzn-RequestId}
     * @param fault empty if the call was carried out
     */
    public record Call(String requestId, Instant at, String action, Optional<StsFault> fault, Trace trace) {
        public Call {
            action = Bounded.text(action);
            fault = fault.map(
                    shown -> new StsFault(shown.code(), shown.message().map(Bounded::text)));
        }

        /** The call on one line: outcome, action, role, issuer, subject, and for a refusal its cause. */
        String line() {
            StringBuilder line = new StringBuilder(fault.isEmpty() ? "allowed " : "refused ").append(action);
            fault.ifPresent(shown -> line.append(' ').append(shown.code().wireCode()));
            trace.role().ifPresent(role -> line.append(" role=").append(role));
            trace.issuer().ifPresent(issuer -> line.append(" issuer=").append(issuer));
            trace.subject().ifPresent(subject -> line.append(" subject=").append(subject));
            line.append(" requestId=").append(requestId);
            fault.ifPresent(shown -> line.append(": ").append(trace.summary()));
            return printable(line);
        }

        /** The parts of that line by name, for logs that programs read. */
        public Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("outcome", fault.isEmpty() ? "allowed" : "refused");
            fields.put("action", action);
            fault.ifPresent(shown -> fields.put("error", shown.code().wireCode()));
            trace.role().ifPresent(role -> fields.put("role", role));
            trace.issuer().ifPresent(issuer -> fields.put("issuer", issuer));
            trace.subject().ifPresent(subject -> fields.put("subject", subject));
            fields.put("requestId", requestId);
            fault.ifPresent(shown -> fields.put("reason", trace.summary()));
            return fields;
        }

        @Override
        public String toString() {
            return line();
        }

        /** What a client sends must not be able to begin a line of its own. */
        private static String printable(StringBuilder line) {
            String text = line.length() <= MAXIMUM_LINE ? line.toString() : line.substring(0, MAXIMUM_LINE) + "…";
            return UNPRINTABLE.matcher(text).replaceAll("?");
        }
    }

    /** Keeps the call and logs it. */
    public void record(Call call) {
        synchronized (calls) {
            calls.put(call.requestId(), call);
        }
        log.log(System.Logger.Level.INFO, "{0}", call);
    }

    /** The call of this request id, if it is among the newest. */
    public Optional<Call> find(String requestId) {
        synchronized (calls) {
            return Optional.ofNullable(calls.get(requestId));
        }
    }
}
