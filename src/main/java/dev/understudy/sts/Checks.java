package dev.understudy.sts;

import java.util.function.Function;

/**
 * The checks of one call, one after the other: each notes itself, and the first that fails ends them.
 *
 * @param <T> what they come to
 */
@FunctionalInterface
interface Checks<T> {
    T run(Trace.Recorder trace) throws StsException;

    /**
     * Runs them, and keeps their trace whatever comes of it.
     *
     * @param summary one sentence for when none fails
     */
    static <T> StsResult<T> result(Trace.Recorder trace, Function<? super T, String> summary, Checks<T> checks) {
        try {
            T outcome = checks.run(trace);
            return new StsResult.Granted<>(outcome, trace.finish(summary.apply(outcome)));
        } catch (StsException refusal) {
            return new StsResult.Refused<>(refusal.fault(), trace.finish(refusal.reason()));
        }
    }
}
