package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.iam.KeyHolder;
import dev.understudy.iam.Role;
import dev.understudy.iam.Tag;
import dev.understudy.iam.User;
import dev.understudy.policy.RequestContext;
import java.time.Instant;
import java.util.List;

/** The condition keys that every request of a caller has, whatever it asks for. */
final class CallerContext {
    private CallerContext() {}

    /** @param now what the age of a sign-in with MFA is counted to */
    static void addTo(RequestContext.Builder context, Caller caller, Instant now) {
        context.with("aws:userid", caller.userId())
                .with("aws:PrincipalAccount", caller.account().value());
        if (caller instanceof Caller.AssumedRole assumed) {
            addRole(context, assumed.role());
        } else if (caller instanceof Caller.FederatedUser federated) {
            context.with("aws:PrincipalType", "FederatedUser")
                    .with("aws:PrincipalArn", federated.arn().toString());
        } else {
            addHolder(context, ((Caller.Holder) caller).holder());
        }
        caller.temporary().ifPresent(session -> addSession(context, session, now));
    }

    private static void addHolder(RequestContext.Builder context, KeyHolder holder) {
        context.with("aws:PrincipalArn", holder.arn().toString());
        if (holder instanceof User user) {
            context.with("aws:PrincipalType", "User").with("aws:username", user.userName());
            addTags(context, user.tags());
        } else {
            context.with("aws:PrincipalType", "Account");
        }
    }

    static void addRole(RequestContext.Builder context, Role role) {
        // Documented: the ARN of the role, not of the session.
        context.with("aws:PrincipalType", "AssumedRole")
                .with("aws:PrincipalArn", role.arn().toString());
        addTags(context, role.tags());
    }

    private static void addSession(RequestContext.Builder context, Session session, Instant now) {
        Mfa.addTo(context, session, now);
        ContextKeys.addTo(context, session.context());
        // A session tag takes the place of the role's or user's tag of the same key.
        session.tags().tags().forEach((key, value) -> context.with("aws:PrincipalTag/" + key, value));
        session.sourceIdentity().ifPresent(identity -> context.with("aws:SourceIdentity", identity));
        context.with("aws:TokenIssueTime", session.issuedAt().toString());
    }

    private static void addTags(RequestContext.Builder context, List<Tag> tags) {
        tags.forEach(tag -> context.with("aws:PrincipalTag/" + tag.key(), tag.value()));
    }
}
