package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.iam.Directory;
import dev.understudy.iam.OidcProvider;
import dev.understudy.token.Audiences;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who vouches for a web identity, as seen from one account.
 *
 * @param principal what a trust policy's {@code Federated} names: the OIDC provider's ARN, or a built-in host
 * @param keyPrefix what condition keys begin with: the issuer without its scheme
 * @param audiences what the account accepts in a token's {@code aud} or {@code azp}
 */
record WebIdentityProvider(String principal, String keyPrefix, Audiences audiences) {
    private static final String SCHEME = "https://";
    private static final Set<String> BUILT_IN = Set.of("accounts.google.com", "cognito-identity.amazonaws.com");

    /**
     * The provider of an issuer. The match is exact, case and trailing slash included; Google and Cognito need no
     * provider entity, and Google issues tokens with and without the scheme.
     */
    static Optional<WebIdentityProvider> of(Directory directory, AccountId account, String issuer) {
        boolean secure = issuer.startsWith(SCHEME);
        String url = secure ? issuer.substring(SCHEME.length()) : issuer;
        if (BUILT_IN.contains(url)) {
            // Whoever may use the provider is for the trust policy to say, by its aud condition.
            return Optional.of(new WebIdentityProvider(url, url, new Audiences.Any()));
        }
        return secure ? directory.oidcProvider(account, url).map(WebIdentityProvider::of) : Optional.empty();
    }

    private static WebIdentityProvider of(OidcProvider provider) {
        return new WebIdentityProvider(
                provider.arn().toString(),
                provider.url(),
                new Audiences.Registered(new LinkedHashSet<>(provider.clientIdList())));
    }

    /** Whether the account itself holds the provider, which gives the caller an account of its own. */
    boolean isEntity() {
        return !BUILT_IN.contains(principal);
    }
}
