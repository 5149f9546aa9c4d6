package dev.understudy.sts;

import dev.understudy.iam.Role;
import dev.understudy.policy.RequestContext;
import java.time.Duration;
import java.util.Optional;

/** The condition keys of AssumeRole, for the trust policy and for the caller's own policies alike. */
final class AssumeRoleContext {
    private AssumeRoleContext() {}

    /**
     * @param sourceIdentity the one that the session will have
     */
    static void addTo(
            RequestContext.Builder context, AssumeRoleRequest request, Role role, Optional<String> sourceIdentity) {
        context.with("sts:RoleSessionName", request.roleSessionName());
        request.externalId().ifPresent(id -> context.with("sts:ExternalId", id));
        sourceIdentity.ifPresent(identity -> context.with("sts:SourceIdentity", identity));
        if (request.mfa().isPresent()) {
            // The code has just been verified.
            Mfa.addTo(context, Duration.ZERO);
        }
        SessionTagContext.addTo(context, request.tags());
        context.with("aws:ResourceAccount", role.account().value());
        role.tags().forEach(tag -> {
            context.with("aws:ResourceTag/" + tag.key(), tag.value());
            context.with("iam:ResourceTag/" + tag.key(), tag.value());
        });
    }
}
