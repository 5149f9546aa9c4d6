package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.iam.Role;
import dev.understudy.iam.Tag;
import dev.understudy.policy.RequestContext;
import java.util.List;

/** The condition keys that every request of a caller has, whatever it asks for. */
final class CallerContext {
    private CallerContext() {}

    static void addTo(RequestContext.Builder context, Caller caller) {
        context.with("aws:userid", caller.userId())
                .with("aws:PrincipalAccount", caller.account().value());
        if (caller instanceof Caller.User user) {
            context.with("aws:PrincipalType", "User")
                    .with("aws:PrincipalArn", user.arn().toString())
                    .with("aws:username", user.user().userName());
            addTags(context, user.user().tags());
        } else if (caller instanceof Caller.AssumedRole assumed) {
            addRole(context, assumed.role());
            addSession(context, assumed.session());
        }
    }

    static void addRole(RequestContext.Builder context, Role role) {
        // Documented: the ARN of the role, not of the session.
        context.with("aws:PrincipalType", "AssumedRole")
                .with("aws:PrincipalArn", role.arn().toString());
        addTags(context, role.tags());
    }

    private static void addSession(RequestContext.Builder context, Session session) {
        ContextKeys.addTo(context, session.context());
        // A session tag takes the place of the role's tag of the same key.
        session.tags().tags().forEach((key, value) -> context.with("aws:PrincipalTag/" + key, value));
        session.sourceIdentity().ifPresent(identity -> context.with("aws:SourceIdentity", identity));
        context.with("aws:TokenIssueTime", session.issuedAt().toString()).with("aws:MultiFactorAuthPresent", "false");
    }

    private static void addTags(RequestContext.Builder context, List<Tag> tags) {
        tags.forEach(tag -> context.with("aws:PrincipalTag/" + tag.key(), tag.value()));
    }
}
