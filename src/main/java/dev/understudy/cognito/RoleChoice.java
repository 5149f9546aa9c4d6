package dev.understudy.cognito;

import dev.understudy.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which role a user of the enhanced flow gets. */
final class RoleChoice {
    private static final String PREFERRED = "cognito:preferred_role";
    private static final String ROLES = "cognito:roles";
    private static final String OIDC_PROVIDER = ":oidc-provider/";

    private RoleChoice() {}

    /** @param custom the role that the app asks for, of those that the token lists */
    static String of(IdentityPool pool, List<Login> logins, Optional<String> custom) throws CognitoException {
        if (custom.isPresent()) {
            return custom(logins, custom.get());
        }
        if (logins.isEmpty()) {
            return configured(pool, IdentityPool.UNAUTHENTICATED);
        }
        for (Login login : logins) {
            Optional<RoleMapping> mapping = mapping(pool, login);
            if (mapping.isPresent()) {
                Optional<String> role = mapped(mapping.get(), login);
                return role.isPresent() ? role.get() : ambiguous(pool, login, mapping.get());
            }
        }
        return configured(pool, IdentityPool.AUTHENTICATED);
    }

    private static String custom(List<Login> logins, String role) throws CognitoException {
        boolean listed = logins.stream()
                .flatMap(login -> login.token().stream())
                .anyMatch(token -> token.claimValues(ROLES).contains(role));
        if (!listed) {
            throw new CognitoException(
                    CognitoErrorCode.NOT_AUTHORIZED,
                    "Access to the custom role is forbidden.",
                    "CustomRoleArn is " + role + ", which no token lists in its claim " + ROLES + ".");
        }
        return role;
    }

    /** By the provider's name, with its app behind a colon, or by its ARN. */
    private static Optional<RoleMapping> mapping(IdentityPool pool, Login login) {
        Stream<String> arns =
                pool.openIdConnectProviderArns().stream().filter(arn -> arn.endsWith(OIDC_PROVIDER + login.provider()));
        return Stream.concat(Stream.of(login.provider() + ":" + login.audience(), login.provider()), arns)
                .flatMap(key -> Optional.ofNullable(pool.roleMappings().get(key)).stream())
                .findFirst();
    }

    private static Optional<String> mapped(RoleMapping mapping, Login login) {
        return login.token().flatMap(token -> switch (mapping.type()) {
            case TOKEN -> fromToken(token);
            case RULES ->
                mapping.rules().stream()
                        .filter(rule -> matches(rule, token))
                        .map(RoleMapping.Rule::roleArn)
                        .findFirst();
        });
    }

    private static Optional<String> fromToken(VerifiedToken token) {
        List<String> roles = token.claimValues(ROLES);
        return token.claim(PREFERRED).or(() -> roles.size() == 1 ? Optional.of(roles.get(0)) : Optional.empty());
    }

    /** A list matches if one of its values does; a claim that is missing never matches. */
    private static boolean matches(RoleMapping.Rule rule, VerifiedToken token) {
        Optional<String> single = token.claim(rule.claim());
        List<String> values = single.isPresent() ? List.of(single.get()) : token.claimValues(rule.claim());
        return values.stream().anyMatch(value -> rule.match().test(value, rule.value()));
    }

    private static String ambiguous(IdentityPool pool, Login login, RoleMapping mapping) throws CognitoException {
        return switch (mapping.ambiguous()) {
            case AUTHENTICATED_ROLE -> configured(pool, IdentityPool.AUTHENTICATED);
            case DENY ->
                throw new CognitoException(
                        CognitoErrorCode.NOT_AUTHORIZED,
                        "Access denied by the role mapping.",
                        "No role of the mapping for " + login.provider()
                                + " fits the token, and AmbiguousRoleResolution is Deny.");
        };
    }

    private static String configured(IdentityPool pool, String kind) throws CognitoException {
        return Optional.ofNullable(pool.roles().get(kind))
                .orElseThrow(() -> CredentialOperations.badConfiguration(
                        "The identity pool " + pool.id() + " has no role for " + kind + " identities."));
    }
}
