package dev.understudy.policy;

/** The values of one condition, compiled: compares what a request holds with each of them in the policy's order. */
interface ValueMatcher {
    /** What comparing gives, before a negated operator turns it round. */
    enum Match {
        /** At least one of the policy's values matches. */
        MATCHED,
        /** None matches. */
        UNMATCHED,
        /** The request's value is not of the operator's type, so that it matches no operator, negated or not. */
        INCOMPARABLE,
        /** A value of the policy cannot be read: an Allow then does not apply and a Deny does. */
        UNDECIDABLE
    }

    Match match(String actual, RequestContext context);

    /** The outcome of a comparison that is either so or not. */
    static Match of(boolean matched) {
        return matched ? Match.MATCHED : Match.UNMATCHED;
    }
}
