package dev.understudy.saml;

import dev.understudy.saml.SamlRejection.Check;
import dev.understudy.saml.SamlRejection.Code;

/**
 * Refusals in AWS's words. Documented: the signature, the audience, the session's name and the source identity. Reported by
 * users: base64, the issuer, both kinds of expiry. For all else AWS's text is not known; what its sign-in page says of an
 * invalid response stands for it.
 */
final class Rejections {
    private static final String INVALID = "Your request included an invalid SAML response.";
    private static final int LONGEST_QUOTE = 200;

    private Rejections() {}

    static RejectedAssertionException notBase64() {
        return of(
                Check.FORMAT,
                Code.INVALID_SAML_RESPONSE,
                "Invalid base64 SAMLResponse",
                "SAMLAssertion is not base64 of UTF-8 text.");
    }

    static RejectedAssertionException format(String explanation) {
        return of(Check.FORMAT, Code.INVALID_IDENTITY_TOKEN, INVALID, explanation);
    }

    static RejectedAssertionException status(String explanation) {
        return of(Check.STATUS, Code.INVALID_IDENTITY_TOKEN, INVALID, explanation);
    }

    static RejectedAssertionException issuer(String found, String entityId) {
        return of(
                Check.ISSUER,
                Code.INVALID_SAML_RESPONSE,
                "Issuer not present in specified provider",
                "The issuer is " + quote(found) + "; the provider's metadata has the entityID " + quote(entityId)
                        + ".");
    }

    static RejectedAssertionException signature(String explanation) {
        return of(Check.SIGNATURE, Code.INVALID_IDENTITY_TOKEN, "Response signature invalid", explanation);
    }

    static RejectedAssertionException expired(String explanation) {
        return of(Check.TIME, Code.EXPIRED_TOKEN, "Response has expired", explanation);
    }

    static RejectedAssertionException tooOld(String explanation) {
        return of(Check.TIME, Code.EXPIRED_TOKEN, "Token must be redeemed within 5 minutes of issuance", explanation);
    }

    static RejectedAssertionException time(String explanation) {
        return of(Check.TIME, Code.INVALID_IDENTITY_TOKEN, INVALID, explanation);
    }

    static RejectedAssertionException audience(String explanation) {
        return of(
                Check.AUDIENCE,
                Code.INVALID_IDENTITY_TOKEN,
                "Response does not contain the required audience.",
                explanation);
    }

    static RejectedAssertionException subject(String explanation) {
        return of(Check.SUBJECT, Code.INVALID_IDENTITY_TOKEN, INVALID, explanation);
    }

    /** Documented: it is answered as if the role did not trust the user. */
    static RejectedAssertionException nameless(String explanation) {
        return of(Check.SUBJECT, Code.ACCESS_DENIED, "Not authorized to perform sts:AssumeRoleWithSAML", explanation);
    }

    static RejectedAssertionException attribute(String explanation) {
        return attribute(INVALID, explanation);
    }

    static RejectedAssertionException attribute(String message, String explanation) {
        return of(Check.ATTRIBUTES, Code.INVALID_IDENTITY_TOKEN, message, explanation);
    }

    /** A text of the response as an explanation quotes it: one line, and not too long. */
    static String quote(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private static RejectedAssertionException of(Check check, Code code, String message, String explanation) {
        return new RejectedAssertionException(new SamlRejection(check, code, message, explanation));
    }
}
