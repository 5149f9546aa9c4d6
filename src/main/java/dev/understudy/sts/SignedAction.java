package dev.understudy.sts;

/** An action that only a known caller may ask for. */
@FunctionalInterface
public interface SignedAction<R> {
    /**
     * Validates the parameters, decides, and acts if the decision allows it.
     *
     * @throws StsException if the parameters are not what AWS's model asks for
     */
    StsResult<R> call(Caller caller, Members members, RequestFacts facts) throws StsException;
}
