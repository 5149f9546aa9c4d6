package dev.understudy.policy;

/**
 * One question to a policy: may this requester do this?
 *
 * @param action such as {@code sts:AssumeRoleWithWebIdentity}; its case does not matter
 * @param resource the ARN acted upon; a trust policy, whose statements name no resource, ignores it
 */
public record AuthorizationRequest(Requester requester, String action, String resource, RequestContext context) {
    /** The same question by another requester. */
    AuthorizationRequest by(Requester other) {
        return new AuthorizationRequest(other, action, resource, context);
    }
}
