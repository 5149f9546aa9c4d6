package dev.understudy.sts;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;

/** Says who signed the request. No policy can deny it. */
public final class GetCallerIdentity implements SignedAction<GetCallerIdentity.Response> {
    /** The caller's ARN, unique id and account. */
    public record Response(String arn, String userId, String account) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) {
        Response response = new Response(
                caller.arn().toString(), caller.userId(), caller.account().value());
        return new StsResult.Granted<>(
                response,
                Trace.of(new Step("signature", Outcome.PASSED, "The request is signed by " + caller.arn() + ".")));
    }
}
