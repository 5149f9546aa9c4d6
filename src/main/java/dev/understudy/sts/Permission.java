package dev.understudy.sts;

import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.PolicySet;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Verdict;
import java.util.Optional;

/**
 * A signed call's leave to do something, asked of every policy that bears on it.
 *
 * @param policies of the caller, and of the resource if it has one
 * @param resource the ARN acted upon; none for actions whose denial AWS words without one
 */
record Permission(Caller caller, PolicySet policies, Optional<String> resource, RequestContext context) {
    /**
     * Asks for one action.
     *
     * @param action such as {@code sts:AssumeRole}
     * @throws StsException {@code AccessDenied}; the reasons are in the trace
     */
    void require(String action, Trace.Recorder trace) throws StsException {
        AuthorizationRequest request =
                new AuthorizationRequest(caller.requester(), action, resource.orElse("*"), context);
        if (policies.decide(request) instanceof Verdict.Allowed) {
            trace.passed("policies", "The policies allow " + action + ".");
            return;
        }
        // Only a refusal pays for the reasons.
        Verdict.Explained explained = policies.explain(request);
        trace.addAll(explained.steps());
        trace.failed("policies", explained.summary());
        throw denial(caller, action, resource, explained.summary());
    }

    /** AWS's denial of a signed call. */
    static StsException denial(Caller caller, String action, Optional<String> resource, String reason) {
        String message = "User: " + caller.arn() + " is not authorized to perform: " + action
                + resource.map(arn -> " on resource: " + arn).orElse("");
        return new StsException(new StsFault(StsErrorCode.ACCESS_DENIED, message), reason);
    }
}
