package dev.understudy.journal;

import dev.understudy.sts.ErrorCode;
import java.util.Optional;

/** Is told of every call of an action that has been answered. Called by many threads, and must not take long. */
@FunctionalInterface
public interface CallListener {
    /** Stands for every action that is not served, so that a client cannot bring names of its own. */
    String OTHER = "other";

    /**
     * Takes note of a call.
     *
     * @param action one that is served, or {@link #OTHER}
     * @param code empty if the call was carried out
     * @param nanoseconds from the arrival of the request to the answer, without the socket's part
     */
    void called(String action, Call.Outcome outcome, Optional<ErrorCode> code, long nanoseconds);
}
