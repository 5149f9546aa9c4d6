package dev.understudy.sigv4;

/** What differs between the versions of AWS's signatures: the scope, and the arithmetic. */
sealed interface SigningAlgorithm permits HmacSigning, EcdsaSigning {
    /** The name on the wire. */
    String name();

    /** Reads who signed, and for what. */
    CredentialScope scope(SignatureClaim claim) throws SignatureRefusal;

    /**
     * Whether the holder of this secret made the signature.
     *
     * @param signature as the request gives it, of any form
     */
    boolean verify(CredentialScope scope, String secret, String stringToSign, String signature);
}
