package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.policy.RequestContext;
import java.util.List;

/** The condition keys that a trust policy sees of a web identity call. */
final class WebIdentityContext {
    private WebIdentityContext() {}

    static RequestContext of(AssumeRoleWithWebIdentityRequest request, WebIdentity identity, RequestFacts facts) {
        SessionTags tags = identity.tags();
        RequestContext.Builder context = RequestContext.builder()
                .with("sts:RoleSessionName", request.roleSessionName())
                .with(
                        "sts:RoleAuthorizedByIdp",
                        Boolean.toString(
                                identity.roles().lists(request.roleArn().toString())));
        identity.sourceIdentity().ifPresent(source -> context.with("sts:SourceIdentity", source));
        tags.tags().forEach((key, value) -> context.with("aws:RequestTag/" + key, value));
        context.withAll("aws:TagKeys", List.copyOf(tags.tags().keySet()));
        context.withAll("sts:TransitiveTagKeys", tags.transitiveKeys());
        ContextKeys.addTo(context, identity.trustKeys());
        facts.addTo(context);
        return context.build();
    }
}
