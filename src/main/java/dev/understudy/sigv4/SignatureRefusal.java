package dev.understudy.sigv4;

import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries a refusal out of the checks; it never leaves this package. Here are AWS's texts, to the byte where they were
 * recorded. The clock texts and the IncompleteSignature family were recorded on other services that share STS's front
 * end; on STS itself they are unverified.
 */
final class SignatureRefusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final SignatureFailure code;
    private final String awsMessage;
    private final String explanation;

    private SignatureRefusal(SignatureFailure code, String awsMessage, String explanation) {
        super(awsMessage, null, false, false);
        this.code = code;
        this.awsMessage = awsMessage;
        this.explanation = explanation;
    }

    <P> SignatureVerdict<P> verdict() {
        return new SignatureVerdict.Refused<>(code, awsMessage, explanation);
    }

    static SignatureRefusal unsigned() {
        return new SignatureRefusal(
                SignatureFailure.MISSING_AUTHENTICATION_TOKEN,
                "Request is missing Authentication Token",
                "the request has neither an Authorization header that begins with AWS4- nor X-Amz-Algorithm in its"
                        + " query");
    }

    static SignatureRefusal signedTwice() {
        return mismatch(
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
                "sign in the header or in the query, not in both");
    }

    /** For what AWS's own text is unknown: its general sentence. */
    static SignatureRefusal malformed(String explanation) {
        return incomplete("The request signature does not conform to AWS standards.", explanation);
    }

    static SignatureRefusal pairWithoutEqualSign(String pair) {
        return incomplete(
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded"
                        + " with Base64): '" + Hashing.sha256Base64(pair) + "'.",
                "after the algorithm, the Authorization header holds Credential=…, SignedHeaders=…, Signature=…");
    }

    static SignatureRefusal missingFromHeader(List<String> parameters, boolean dateMissing, String authorization) {
        List<String> sentences = new ArrayList<>();
        for (String parameter : parameters) {
            sentences.add("Authorization header requires '" + parameter + "' parameter.");
        }
        if (dateMissing) {
            sentences.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        sentences.add(
                "(Hashed with SHA-256 and encoded with Base64) Authorization=" + Hashing.sha256Base64(authorization));
        return incomplete(String.join(" ", sentences), "parts of the signature are missing");
    }

    static SignatureRefusal missingFromQuery(List<String> parameters) {
        List<String> sentences = new ArrayList<>();
        for (String parameter : parameters) {
            sentences.add("AWS query-string parameters must include '" + parameter + "'.");
        }
        sentences.add("Re-examine the query-string parameters.");
        return incomplete(String.join(" ", sentences), "parts of the presigned URL are missing");
    }

    static SignatureRefusal dateForm(String date) {
        return incomplete(
                "Date must be in ISO-8601 'basic format'. Got '" + date
                        + "'. See http://en.wikipedia.org/wiki/ISO_8601",
                "a date looks like 20150830T123600Z");
    }

    static SignatureRefusal algorithm(String algorithm) {
        return incomplete(
                "Unsupported AWS 'algorithm': '" + algorithm + "' (only AWS4-HMAC-SHA256 for now). ",
                "SigV4 (AWS4-HMAC-SHA256) and SigV4A (AWS4-ECDSA-P256-SHA256) are verified here");
    }

    /** @param form the elements of a credential of the algorithm, in AWS's words */
    static SignatureRefusal credentialForm(String credential, int elements, String form) {
        return incomplete(
                "Credential must have exactly " + elements + " slash-delimited elements, e.g. " + form + ", got '"
                        + credential + "'",
                "a credential is the access key id followed by the scope");
    }

    static SignatureRefusal hostNotSigned() {
        return mismatch(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
                "the host header is not among the signed headers, so the request could be replayed elsewhere");
    }

    static SignatureRefusal scope(List<String> sentences, CredentialScope scope) {
        // The region's sentence ends with a space of its own.
        return mismatch(
                String.join(" ", sentences).replace("  ", " "),
                "the request was signed for the scope " + scope.text() + " and for the region "
                        + scope.regions().text());
    }

    static SignatureRefusal unknownKey(String accessKeyId, String reason) {
        return new SignatureRefusal(
                SignatureFailure.INVALID_CLIENT_TOKEN_ID,
                "The security token included in the request is invalid.",
                "access key " + AccessKeyIds.shown(accessKeyId) + ": " + reason);
    }

    static SignatureRefusal expiredKey(String accessKeyId, String reason) {
        return new SignatureRefusal(
                SignatureFailure.EXPIRED_TOKEN,
                "The security token included in the request is expired",
                "access key " + accessKeyId + ": " + reason);
    }

    static SignatureRefusal tooOld(Instant signed, Instant now) {
        String text = "Signature expired: " + AmzDate.text(signed) + " is now earlier than "
                + AmzDate.text(now.minus(AmzDate.WINDOW)) + " (" + AmzDate.text(now) + " - 15 min.)";
        return mismatch(
                text,
                "the client's clock is behind, or the request was kept for too long; a presigned request ages by the time that"
                        + " a test has set");
    }

    static SignatureRefusal tooNew(Instant signed, Instant now) {
        String text = "Signature not yet current: " + AmzDate.text(signed) + " is still later than "
                + AmzDate.text(now.plus(AmzDate.WINDOW)) + " (" + AmzDate.text(now) + " + 15 min.)";
        return mismatch(text, "the client's clock is ahead");
    }

    static SignatureRefusal wrongSignature(String explanation) {
        return mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.",
                explanation);
    }

    private static SignatureRefusal incomplete(String message, String explanation) {
        return new SignatureRefusal(SignatureFailure.INCOMPLETE_SIGNATURE, message, explanation);
    }

    private static SignatureRefusal mismatch(String message, String explanation) {
        return new SignatureRefusal(SignatureFailure.SIGNATURE_DOES_NOT_MATCH, message, explanation);
    }
}
