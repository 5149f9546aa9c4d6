package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.credentials.SessionTags;
import dev.understudy.token.VerifiedToken;

/** The user of an OpenID Connect token. Claims that AWS does not expose are no condition keys. */
final class OpenIdConnectIdentity {
    private OpenIdConnectIdentity() {}

    /** @param account of the role, which holds the provider unless that is built in */
    static WebIdentity of(VerifiedToken token, WebIdentityProvider provider, AccountId account) {
        return new WebIdentity(
                provider.principal(),
                token.subject(),
                token.audience(),
                token.roles(),
                new SessionTags(token.principalTags(), token.transitiveTagKeys()),
                token.sourceIdentity(),
                trustKeys(token, provider, account).toMap(),
                claims(token, provider)
                        .with(WebIdentity.FEDERATED_PROVIDER, provider.principal())
                        .toMap());
    }

    private static ContextKeys claims(VerifiedToken token, WebIdentityProvider provider) {
        String prefix = provider.keyPrefix() + ":";
        return new ContextKeys()
                .with(prefix + "aud", token.audience())
                .with(prefix + "sub", token.subject())
                .withAll(prefix + "amr", token.amr());
    }

    private static ContextKeys trustKeys(VerifiedToken token, WebIdentityProvider provider, AccountId account) {
        String prefix = provider.keyPrefix() + ":";
        ContextKeys keys = claims(token, provider).with(prefix + "email", token.email());
        if (token.originalAudience().size() == 1) {
            keys.with(prefix + "oaud", token.originalAudience().get(0));
        } else {
            keys.withAll(prefix + "oaud", token.originalAudience());
        }
        if (provider.isEntity()) {
            // Recorded for custom OIDC providers: the caller is a "User" of the provider's account, without an ARN.
            keys.with("aws:PrincipalAccount", account.value())
                    .with("aws:PrincipalType", "User")
                    .with("aws:userid", provider.principal());
        }
        ProviderClaims.addTo(keys, provider.keyPrefix(), token);
        return keys;
    }
}
