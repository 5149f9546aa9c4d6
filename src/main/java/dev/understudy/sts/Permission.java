package dev.understudy.sts;

import dev.understudy.iam.Directory;
import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.PolicySet;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.ResourcePolicy;
import dev.understudy.policy.Verdict;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A signed call's leave to do something, asked of every policy that bears on it.
 *
 * @param policies of the caller, and of the resource if it has one
 * @param resource the ARN acted upon; none for actions whose denial AWS words without one
 */
record Permission(Caller caller, PolicySet policies, Optional<String> resource, RequestContext context) {
    /**
     * One that only the caller's own policies give.
     *
     * @param more adds the condition keys of the action
     */
    static Permission of(
            Caller caller,
            Directory accounts,
            Optional<String> resource,
            RequestFacts facts,
            Consumer<RequestContext.Builder> more) {
        RequestContext.Builder context = RequestContext.builder();
        CallerContext.addTo(context, caller, facts.time());
        more.accept(context);
        facts.addTo(context);
        return new Permission(caller, new CallerPolicies(accounts).of(caller), resource, context.build());
    }

    /** The same on which a policy at the resource has a say as well. */
    Permission under(ResourcePolicy policy) {
        return new Permission(caller, policies.with(policy), resource, context);
    }

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
