package dev.understudy.sts;

import dev.understudy.credentials.SessionValue;
import dev.understudy.policy.RequestContext;
import dev.understudy.token.VerifiedToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The condition keys of a web identity call. Claims that AWS does not expose are no keys. */
final class WebIdentityContext {
    private WebIdentityContext() {}

    static RequestContext of(
            AssumeRoleWithWebIdentityRequest request,
            WebIdentityProvider provider,
            VerifiedToken token,
            RequestFacts facts) {
        String prefix = provider.keyPrefix() + ":";
        RequestContext.Builder context = RequestContext.builder()
                .with(prefix + "aud", token.audience())
                .with(prefix + "sub", token.subject())
                .with("sts:RoleSessionName", request.roleSessionName())
                .with(
                        "sts:RoleAuthorizedByIdp",
                        Boolean.toString(token.roles().lists(request.roleArn().toString())));
        context.withAll(prefix + "amr", token.amr());
        if (token.originalAudience().size() == 1) {
            context.with(prefix + "oaud", token.originalAudience().get(0));
        } else {
            context.withAll(prefix + "oaud", token.originalAudience());
        }
        token.email().ifPresent(email -> context.with(prefix + "email", email));
        token.sourceIdentity().ifPresent(identity -> context.with("sts:SourceIdentity", identity));
        token.principalTags().forEach((key, value) -> context.with("aws:RequestTag/" + key, value));
        context.withAll("aws:TagKeys", List.copyOf(token.principalTags().keySet()));
        context.withAll("sts:TransitiveTagKeys", token.transitiveTagKeys());
        if (provider.isEntity()) {
            // Recorded for custom OIDC providers: the caller is a "User" of the provider's account, without an ARN.
            context.with("aws:PrincipalAccount", request.roleArn().account().value())
                    .with("aws:PrincipalType", "User")
                    .with("aws:userid", provider.principal());
        }
        ProviderClaims.addTo(context, provider.keyPrefix(), token);
        facts.addTo(context);
        return context.build();
    }

    /** The keys that live on in the session; the others are for the trust policy alone. */
    static Map<String, SessionValue> persistent(WebIdentityProvider provider, VerifiedToken token) {
        String prefix = provider.keyPrefix() + ":";
        Map<String, SessionValue> keys = new LinkedHashMap<>();
        keys.put("aws:FederatedProvider", new SessionValue.Single(provider.principal()));
        keys.put(prefix + "aud", new SessionValue.Single(token.audience()));
        keys.put(prefix + "sub", new SessionValue.Single(token.subject()));
        if (!token.amr().isEmpty()) {
            keys.put(prefix + "amr", new SessionValue.Multi(token.amr()));
        }
        return keys;
    }
}
