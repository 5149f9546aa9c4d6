package dev.understudy.sigv4;

/** What came of verifying a request's signature. */
public sealed interface SignatureVerdict<P> permits SignatureVerdict.Authentic, SignatureVerdict.Refused {
    /**
     * The caller holds the secret of the access key.
     *
     * @param region the region that the request was signed for, or SigV4A's set of regions, as the request gives it
     */
    record Authentic<P>(P principal, String accessKeyId, String region) implements SignatureVerdict<P> {}

    /**
     * The request must not be served.
     *
     * @param message AWS's own text, for the wire
     * @param explanation what AWS does not say, for people; holds no secret
     */
    record Refused<P>(SignatureFailure code, String message, String explanation) implements SignatureVerdict<P> {}
}
