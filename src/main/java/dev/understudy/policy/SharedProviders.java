package dev.understudy.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Issuers that many tenants share: since 2025 IAM refuses to trust one unless the policy conditions the claim that names
 * the tenant. The list is AWS's own, from its page on secure-by-default controls. How AWS judges several values, Deny
 * statements and IfExists is unknown: here every value must name more than wildcards, a Deny needs no condition, and
 * a condition that an absent key satisfies does not count.
 */
final class SharedProviders {
    private static final String COGNITO = "cognito-identity.amazonaws.com";
    private static final String OIDC_PROVIDER = ":oidc-provider/";

    private static final Map<String, String> TENANCY_KEYS = Map.ofEntries(
            claim("token.actions.githubusercontent.com", "sub"),
            claim("vstoken.actions.githubusercontent.com", "sub"),
            claim("oidc-configuration.audit-log.githubusercontent.com", "sub"),
            claim("gitlab.com", "sub"),
            claim("agent.buildkite.com", "sub"),
            claim("app.terraform.io", "sub"),
            claim("oidc.codefresh.io", "sub"),
            claim("studio.datachain.ai/api", "sub"),
            claim("scalr.io", "sub"),
            claim("tokens.cloud.shisho.dev", "sub"),
            claim("proidc.upbound.io", "sub"),
            claim("api.pulumi.com/oidc", "aud"),
            claim("sandboxes.cloud", "aud"),
            claim("oidc.vercel.com", "aud"),
            Map.entry("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName"));

    private SharedProviders() {}

    private static Map.Entry<String, String> claim(String issuer, String claim) {
        return Map.entry(issuer, issuer + ":" + claim);
    }

    static void check(List<String> federated, List<Condition> conditions, String pointer)
            throws MalformedPolicyException {
        for (String provider : federated) {
            if (provider.equals(COGNITO) && !isScoped(COGNITO + ":aud", conditions)) {
                throw new MalformedPolicyException(
                        "A condition block must be present for the Cognito provider",
                        pointer,
                        "Condition " + COGNITO + ":aud with the id of your identity pool");
            }
            int issuer = provider.indexOf(OIDC_PROVIDER);
            Optional<String> key = issuer < 0
                    ? Optional.empty()
                    : Optional.ofNullable(TENANCY_KEYS.get(provider.substring(issuer + OIDC_PROVIDER.length())));
            if (key.isPresent() && !isScoped(key.get(), conditions)) {
                // AWS's message is unknown; this one is ours.
                throw new MalformedPolicyException(
                        "A condition on " + key.get() + " must be present for the shared provider "
                                + provider.substring(issuer + OIDC_PROVIDER.length())
                                + ", and its value must not consist only of wildcards",
                        pointer);
            }
        }
    }

    private static boolean isScoped(String key, List<Condition> conditions) {
        String lowerCaseKey = key.toLowerCase(Locale.ROOT);
        return conditions.stream()
                .anyMatch(condition -> condition.lowerCaseKey().equals(lowerCaseKey)
                        && condition.demandsText()
                        && condition.values().stream().noneMatch(SharedProviders::isOnlyWildcards));
    }

    private static boolean isOnlyWildcards(String value) {
        return value.chars().allMatch(c -> c == '*' || c == '?');
    }
}
