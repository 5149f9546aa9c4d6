package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.Decision;
import dev.understudy.policy.Explanation;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Requester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a role lets itself be taken by somebody whom an identity provider vouches for, and what bounds the session. A role
 * that does not exist is told apart by nobody but the trace.
 */
final class RoleTrust {
    private final String action;
    private final Trace.Recorder trace;

    /**
     * @param action the call's own, such as {@code sts:AssumeRoleWithSAML}
     */
    RoleTrust(String action, Trace.Recorder trace) {
        this.action = action;
        this.trace = trace;
    }

    /** The role of this ARN. */
    Role find(RoleArn arn, Directory accounts) throws StsException {
        Optional<Role> role = accounts.role(arn.toString());
        if (role.isEmpty()) {
            throw denied("role", action, "There is no role " + arn + ".");
        }
        trace.passed("role", "The role exists.");
        return role.get();
    }

    /**
     * Asks the role's trust policy for the call's action, and for those that session tags and a source identity need.
     */
    void decide(Role role, Requester requester, RequestContext context, boolean tags, boolean sourceIdentity)
            throws StsException {
        for (String asked : actions(tags, sourceIdentity)) {
            AuthorizationRequest question = new AuthorizationRequest(requester, asked, "", context);
            if (!(role.trustPolicy().decide(question) instanceof Decision.Allowed)) {
                // Only a refusal pays for the reasons.
                Explanation explanation = role.trustPolicy().explain(question);
                trace.addAll(explanation.steps());
                throw denied("trust policy", asked, explanation.summary());
            }
            trace.passed("trust policy", "The trust policy allows " + asked + ".");
        }
    }

    /** What the identity provider wants the session to carry. */
    void checkTags(SessionTags tags, Optional<String> sourceIdentity) throws StsException {
        trace.limit("session tags", () -> SessionTagRules.check(tags, sourceIdentity));
    }

    /** How long the session lasts, if the role allows it. */
    Duration duration(Optional<Duration> requested, Role role) throws StsException {
        return trace.check(
                "duration",
                () -> RoleSessionDuration.of(requested, role, false),
                length -> "The session lasts " + length.toSeconds() + " seconds.");
    }

    /** The percentage of the allotment that the session takes. */
    int packedSize(Session session) throws StsException {
        return trace.limit("packed policy size", () -> PackedSize.ofFederated(session));
    }

    /** A denial in AWS's words, which give no reason. */
    StsException denied(String check, String refused, String reason) {
        return trace.refusal(
                check, new StsFault(StsErrorCode.ACCESS_DENIED, "Not authorized to perform " + refused), reason);
    }

    private List<String> actions(boolean tags, boolean sourceIdentity) {
        List<String> actions = new ArrayList<>(List.of(action));
        if (tags) {
            actions.add("sts:TagSession");
        }
        if (sourceIdentity) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }
}
