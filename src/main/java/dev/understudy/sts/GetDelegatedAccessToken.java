package dev.understudy.sts;

import dev.understudy.credentials.TemporaryCredentials;

/**
 * Exchanges a trade-in token for credentials. Such tokens come to partners by a delegation that an account's administrator
 * has accepted, which nothing here plays: so there is none that is still good, and every call is told so.
 */
public final class GetDelegatedAccessToken implements SignedAction<GetDelegatedAccessToken.Response> {
    /** What the call would answer. */
    public record Response(TemporaryCredentials credentials, String assumedPrincipal) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Constraints constraints = new Constraints();
        constraints.required("tradeInToken", members.string("TradeInToken"), TextConstraint.TRADE_IN_TOKEN);
        constraints.throwIfViolated();
        return Checks.result(new Trace.Recorder(), never -> "", trace -> {
            throw trace.refusal(
                    "trade-in token",
                    new StsFault(
                            StsErrorCode.EXPIRED_TRADE_IN_TOKEN_EXCEPTION,
                            "The trade-in token provided in the request has expired and can no longer be exchanged for"
                                    + " credentials. Request a new token and retry the operation."),
                    "Understudy plays no delegation, so there are no trade-in tokens here.");
        });
    }
}
