package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Role;
import dev.understudy.policy.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The condition keys of an AssumeRole call, for the trust policy and for the caller's own policies alike. */
final class AssumeRoleContext {
    private AssumeRoleContext() {}

    /**
     * @param sourceIdentity the one that the session will have
     */
    static RequestContext of(
            Caller caller, AssumeRoleRequest request, Role role, Optional<String> sourceIdentity, RequestFacts facts) {
        RequestContext.Builder context = RequestContext.builder();
        CallerContext.addTo(context, caller, facts.time());
        context.with("sts:RoleSessionName", request.roleSessionName());
        request.externalId().ifPresent(id -> context.with("sts:ExternalId", id));
        sourceIdentity.ifPresent(identity -> context.with("sts:SourceIdentity", identity));
        if (request.mfa().isPresent()) {
            // The code has just been verified.
            Mfa.addTo(context, Duration.ZERO);
        }
        addTags(context, request.tags());
        addResource(context, role);
        facts.addTo(context);
        return context.build();
    }

    private static void addTags(RequestContext.Builder context, SessionTags tags) {
        tags.tags().forEach((key, value) -> context.with("aws:RequestTag/" + key, value));
        context.withAll("aws:TagKeys", List.copyOf(tags.tags().keySet()));
        context.withAll("sts:TransitiveTagKeys", tags.transitiveKeys());
    }

    private static void addResource(RequestContext.Builder context, Role role) {
        context.with("aws:ResourceAccount", role.account().value());
        role.tags().forEach(tag -> {
            context.with("aws:ResourceTag/" + tag.key(), tag.value());
            context.with("iam:ResourceTag/" + tag.key(), tag.value());
        });
    }
}
