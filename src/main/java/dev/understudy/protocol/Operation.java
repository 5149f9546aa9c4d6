package dev.understudy.protocol;

import dev.understudy.sts.Caller;
import dev.understudy.sts.Members;
import dev.understudy.sts.RequestFacts;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsResult;
import java.util.List;

/** An action as the wire knows it: whether it must be signed, and how it answers. A closed choice, made per action. */
sealed interface Operation {
    /** Anybody may call it; credentials that come along are ignored. */
    record Unsigned(UnsignedCall call) implements Operation {}

    /** The request must be signed; the signature is verified before the parameters are read. */
    record Signed(SignedCall call) implements Operation {}

    /** Reads the parameters, acts, and gives the members of the result. */
    @FunctionalInterface
    interface UnsignedCall {
        StsResult<List<Element>> on(Members members, RequestFacts facts) throws StsException;
    }

    /** The same for a known caller. */
    @FunctionalInterface
    interface SignedCall {
        StsResult<List<Element>> on(Caller caller, Members members, RequestFacts facts) throws StsException;
    }
}
