package dev.understudy.saml;

/**
 * Why a response was refused.
 *
 * @param code the AWS error
 * @param message AWS's message, as far as it is known
 * @param explanation for people: what was expected and what was found; never holds the response
 */
public record SamlRejection(Check check, Code code, String message, String explanation) {
    /** The STS errors that a response can cause. */
    public enum Code {
        /** {@code InvalidIdentityToken}, in the words of STS itself. */
        INVALID_IDENTITY_TOKEN,
        /** {@code InvalidIdentityToken}, in the words of the service behind STS that looks at the provider. */
        INVALID_SAML_RESPONSE,
        EXPIRED_TOKEN,
        ACCESS_DENIED
    }

    /** The checks, in the order in which {@link SamlVerifier} makes them. */
    public enum Check {
        FORMAT("format"),
        STATUS("status"),
        ISSUER("issuer"),
        SIGNATURE("signature"),
        TIME("time"),
        AUDIENCE("audience"),
        SUBJECT("subject"),
        ATTRIBUTES("attributes");

        private final String label;

        Check(String label) {
            this.label = label;
        }

        /** The name shown to people. */
        public String label() {
            return label;
        }
    }
}
