package dev.understudy.sts;

import java.util.Optional;
import java.util.function.Function;

/** What an action came to, with the trace of how. */
public sealed interface StsResult<T> {
    /** The steps that led here, for the log, {@code explain} and {@code decisions}. */
    Trace trace();

    /** What the wire shows, if the action was refused. */
    Optional<StsFault> refusal();

    /** The same outcome with the response in another form. */
    <R> StsResult<R> map(Function<? super T, ? extends R> form);

    /** The action was carried out. */
    record Granted<T>(T response, Trace trace) implements StsResult<T> {
        @Override
        public Optional<StsFault> refusal() {
            return Optional.empty();
        }

        @Override
        public <R> StsResult<R> map(Function<? super T, ? extends R> form) {
            return new Granted<>(form.apply(response), trace);
        }
    }

    /** The action was refused; nothing was minted. */
    record Refused<T>(StsFault fault, Trace trace) implements StsResult<T> {
        @Override
        public Optional<StsFault> refusal() {
            return Optional.of(fault);
        }

        @Override
        public <R> StsResult<R> map(Function<? super T, ? extends R> form) {
            return new Refused<>(fault, trace);
        }
    }
}
