package dev.understudy.token;

/**
 * Why a token was refused.
 *
 * @param check the first check that failed; those before it, in the order of {@link Check}, passed
 * @param code the AWS error
 * @param message AWS's message, byte for byte where it is known
 * @param explanation for people: what was expected and what was found, in one sentence or two; never holds the token
 */
public record TokenRejection(Check check, Code code, String message, String explanation) {
    /** The STS errors that a token can cause. */
    public enum Code {
        INVALID_IDENTITY_TOKEN,
        EXPIRED_TOKEN,
        IDP_COMMUNICATION_ERROR,
        IDP_REJECTED_CLAIM,
        INTERNAL_FAILURE
    }

    /** The checks: those of {@link TokenVerifier}, in the order in which it makes them, and then that of access tokens. */
    public enum Check {
        FORMAT("format"),
        ALGORITHM("algorithm"),
        CLAIMS("claims"),
        TIME("time"),
        SESSION_CLAIMS("session claims"),
        PROVIDER("provider"),
        AUDIENCE("audience"),
        KEYS("keys"),
        SIGNATURE("signature"),
        INTROSPECTION("introspection");

        private final String label;

        Check(String label) {
            this.label = label;
        }

        /** The name shown to people, such as {@code session claims}. */
        public String label() {
            return label;
        }
    }
}
