package dev.understudy.sts;

import java.util.Optional;

/** Is told of every call of an STS action that has been answered. Called by many threads, and must not take long. */
@FunctionalInterface
public interface CallListener {
    /** Stands for every action that is not served, so that a client cannot bring names of its own. */
    String OTHER = "other";

    /** How a call came out. */
    enum Outcome {
        /** It was carried out. */
        ALLOWED,
        /** It was refused on its merits. */
        REFUSED,
        /** It was not judged: Understudy failed. */
        FAULTED;

        /** The outcome of a call that was not made to fail. */
        static Outcome of(Optional<StsErrorCode> code) {
            return code.map(it -> it.status() >= 500 ? FAULTED : REFUSED).orElse(ALLOWED);
        }
    }

    /**
     * Takes note of a call.
     *
     * @param action one that is served, or {@link #OTHER}
     * @param code empty if the call was carried out
     * @param nanoseconds from the arrival of the request to the answer, without the socket's part
     */
    void called(String action, Outcome outcome, Optional<StsErrorCode> code, long nanoseconds);

    /** The same, with the outcome that the code stands for. */
    default void called(String action, Optional<StsErrorCode> code, long nanoseconds) {
        called(action, Outcome.of(code), code, nanoseconds);
    }
}
