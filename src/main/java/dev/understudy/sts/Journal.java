package dev.understudy.sts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    /** Keeps the call and logs it. */
    public void record(Call call) {
        synchronized (calls) {
            calls.put(call.requestId(), call);
        }
        log.log(System.Logger.Level.INFO, () -> line(call));
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

    /** The call on one line: what became of it, action, role, issuer, subject, and otherwise than allowed its cause. */
    static String line(Call call) {
        StringBuilder line = new StringBuilder(call.result().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(call.action());
        call.errorCode().ifPresent(code -> line.append(' ').append(code));
        call.role().ifPresent(role -> line.append(" role=").append(role));
        call.issuer().ifPresent(issuer -> line.append(" issuer=").append(issuer));
        call.subject().ifPresent(subject -> line.append(" subject=").append(subject));
        call.signer()
                .flatMap(Call.Signer::arn)
                .ifPresent(arn -> line.append(" caller=").append(arn));
        call.issued().ifPresent(issued -> line.append(" expires=").append(issued.expiration()));
        call.injectedFault().ifPresent(id -> line.append(" injectedFault=").append(id));
        line.append(" requestId=").append(call.requestId());
        if (call.result() != Call.Result.ALLOWED) {
            line.append(": ").append(call.trace().summary());
        }
        return printable(line);
    }

    /** What a client sends must not be able to begin a line of its own. */
    private static String printable(StringBuilder line) {
        String text = line.length() <= MAXIMUM_LINE ? line.toString() : line.substring(0, MAXIMUM_LINE) + "…";
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
