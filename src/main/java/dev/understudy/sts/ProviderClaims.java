package dev.understudy.sts;

import dev.understudy.token.VerifiedToken;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The claims that AWS exposes as condition keys under the issuers of certain providers (service authorization reference
 * of 2026). A claim that is not listed here is no key, whoever issues it.
 */
enum ProviderClaims {
    GITHUB(
            "token\\.actions\\.githubusercontent\\.com(/.+)?|token\\.actions\\.[^/]+\\.ghe\\.com|github\\.com/enterprises/.+",
            "actor",
            "actor_id",
            "enterprise_id",
            "environment",
            "job_workflow_ref",
            "ref",
            "repository",
            "repository_id",
            "repository_owner_id",
            "workflow"),
    GITLAB(
            "gitlab\\.com",
            "namespace_id",
            "pipeline_source",
            "project_id",
            "ref_protected",
            "runner_environment",
            "user_access_level",
            "user_email",
            "user_id",
            "user_login"),
    BUILDKITE(
            "agent\\.buildkite\\.com|agent\\.[^/]+\\.buildkite\\.(dev|site)",
            "build_branch",
            "cluster_id",
            "cluster_name",
            "organization_id",
            "organization_slug",
            "pipeline_id",
            "pipeline_slug"),
    CIRCLECI("oidc\\.circleci\\.com/org/[^/]+", "oidc.circleci.com/project-id"),
    ORACLE("idcs-[^/]+\\.identity\\.oraclecloud\\.com", "rpst_id");

    private static final String GOOGLE = "accounts.google.com";
    private static final String GOOGLE_ORGANIZATION = "google/organization_number";

    private final Pattern issuers;

    /** Made by List.of, which nothing can change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> claims;

    ProviderClaims(String issuers, String... claims) {
        this.issuers = Pattern.compile(issuers);
        this.claims = List.of(claims);
    }

    /** The claims that are keys. */
    List<String> claims() {
        return claims;
    }

    /** Whether this is the provider's issuer, given without its scheme. */
    boolean issues(String issuer) {
        return issuers.matcher(issuer).matches();
    }

    /** Adds the keys of an issuer, given without its scheme, for those claims that the token has. */
    static void addTo(ContextKeys keys, String issuer, VerifiedToken token) {
        Arrays.stream(values())
                .filter(provider -> provider.issues(issuer))
                .flatMap(provider -> provider.claims.stream())
                .forEach(claim -> keys.with(issuer + ":" + claim, token.claim(claim)));
        if (issuer.equals(GOOGLE)) {
            keys.with(GOOGLE + ":" + GOOGLE_ORGANIZATION, token.claim("google", "organization_number"));
        }
    }
}
