package dev.understudy.protocol;

import dev.understudy.journal.Call;
import dev.understudy.server.HttpRequest;
import dev.understudy.sigv4.AccessKeyIds;
import dev.understudy.sigv4.KeyLookup;
import dev.understudy.sigv4.SignatureVerdict;
import dev.understudy.sigv4.SignatureVerifier;
import dev.understudy.sigv4.SignedRequest;
import dev.understudy.sts.Caller;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsFault;

/** Finds out who signed a request. */
public final class Authenticator {
    private final SignatureVerifier verifier;
    private final KeyLookup<Caller> callers;

    public Authenticator(SignatureVerifier verifier, KeyLookup<Caller> callers) {
        this.verifier = verifier;
        this.callers = callers;
    }

    /** Judges the signature, and notes what it claims and what is true of that. */
    SignatureVerdict<Caller> verify(HttpRequest request, Call.Draft call) {
        SignedRequest signed = new SignedRequest(
                request.method(),
                request.path(),
                request.query(),
                request.headers().entries(),
                request.body());
        SignatureVerdict<Caller> verdict = verifier.verify(signed, (accessKeyId, sessionToken) -> {
            call.signedWith(AccessKeyIds.shown(accessKeyId));
            return callers.find(accessKeyId, sessionToken);
        });
        if (verdict instanceof SignatureVerdict.Authentic<Caller> authentic) {
            call.signedBy(authentic.accessKeyId(), authentic.principal().arn().toString());
        }
        return verdict;
    }

    /**
     * Who signed a call of STS.
     *
     * @throws StsException if the request is not signed, or not by somebody known
     */
    SignatureVerdict.Authentic<Caller> authenticate(HttpRequest request, Call.Draft call) throws StsException {
        SignatureVerdict<Caller> verdict = verify(request, call);
        if (verdict instanceof SignatureVerdict.Refused<Caller> refused) {
            StsErrorCode code = switch (refused.code()) {
                case MISSING_AUTHENTICATION_TOKEN -> StsErrorCode.MISSING_AUTHENTICATION_TOKEN;
                case INCOMPLETE_SIGNATURE -> StsErrorCode.INCOMPLETE_SIGNATURE;
                case INVALID_CLIENT_TOKEN_ID -> StsErrorCode.INVALID_CLIENT_TOKEN_ID;
                case EXPIRED_TOKEN -> StsErrorCode.EXPIRED_TOKEN;
                case SIGNATURE_DOES_NOT_MATCH -> StsErrorCode.SIGNATURE_DOES_NOT_MATCH;
            };
            throw new StsException(new StsFault(code, refused.message()), refused.explanation());
        }
        return (SignatureVerdict.Authentic<Caller>) verdict;
    }
}
