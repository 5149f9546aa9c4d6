package dev.understudy.cognito;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity pool, in the words of AWS's model.
 *
 * @param id such as {@code us-east-1:12345678-ffff-ffff-ffff-123456}
 * @param supportedLoginProviders app or client id by host; several of them with semicolons between
 * @param roles by {@code authenticated} and {@code unauthenticated}
 * @param roleMappings by identity provider
 */
public record IdentityPool(
        String id,
        AccountId account,
        String name,
        boolean allowUnauthenticatedIdentities,
        boolean allowClassicFlow,
        Map<String, String> supportedLoginProviders,
        Optional<String> developerProviderName,
        List<String> openIdConnectProviderArns,
        List<UserPoolClient> cognitoIdentityProviders,
        List<String> samlProviderArns,
        Map<String, String> tags,
        Map<String, String> roles,
        Map<String, RoleMapping> roleMappings) {
    /** The words of {@link #roles}. */
    public static final String AUTHENTICATED = "authenticated";

    /** The words of {@link #roles}. */
    public static final String UNAUTHENTICATED = "unauthenticated";

    public IdentityPool {
        supportedLoginProviders = ordered(supportedLoginProviders);
        openIdConnectProviderArns = List.copyOf(openIdConnectProviderArns);
        cognitoIdentityProviders = List.copyOf(cognitoIdentityProviders);
        samlProviderArns = List.copyOf(samlProviderArns);
        tags = ordered(tags);
        roles = ordered(roles);
        roleMappings = ordered(roleMappings);
    }

    /**
     * An app client of a Cognito user pool.
     *
     * @param providerName such as {@code cognito-idp.us-east-1.amazonaws.com/us-east-1_123456789}
     */
    public record UserPoolClient(String providerName, String clientId, boolean serverSideTokenCheck) {}

    /** That of a pool of this id, or of all if that is an asterisk. */
    public static String arn(String region, AccountId account, String id) {
        return new Arn(
                        Partition.ofRegion(region).id(),
                        "cognito-identity",
                        region,
                        account.value(),
                        "identitypool/" + id)
                .toString();
    }

    /** The part of the id before the colon, with which its identities' ids begin too. */
    String region() {
        return id.substring(0, id.indexOf(':'));
    }

    /** The same with other roles. */
    IdentityPool withRoles(Map<String, String> newRoles, Map<String, RoleMapping> newMappings) {
        return new IdentityPool(
                id,
                account,
                name,
                allowUnauthenticatedIdentities,
                allowClassicFlow,
                supportedLoginProviders,
                developerProviderName,
                openIdConnectProviderArns,
                cognitoIdentityProviders,
                samlProviderArns,
                tags,
                newRoles,
                newMappings);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
