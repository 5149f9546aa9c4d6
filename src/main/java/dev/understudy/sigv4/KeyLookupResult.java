package dev.understudy.sigv4;

/** What came of looking up an access key id. */
public sealed interface KeyLookupResult<P>
        permits KeyLookupResult.Found, KeyLookupResult.Unknown, KeyLookupResult.Expired {
    /** The key is good; whether the caller holds its secret is not yet known. */
    record Found<P>(P principal, String secretAccessKey) implements KeyLookupResult<P> {
        /** Leaves the secret out, so that no log shows it. */
        @Override
        public String toString() {
            return "Found[principal=" + principal + "]";
        }
    }

    /**
     * There is no such key, its session token is missing or is another's, or its role is gone.
     *
     * @param reason for people; never a secret
     */
    record Unknown<P>(String reason) implements KeyLookupResult<P> {}

    /**
     * The session has run out.
     *
     * @param reason for people; never a secret
     */
    record Expired<P>(String reason) implements KeyLookupResult<P> {}
}
