package dev.understudy.cognito;

import dev.understudy.aws.AccountId;
import dev.understudy.cognito.IdentityPool.UserPoolClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads identity pools and their roles from the parameters of operations. */
final class PoolReader {
    private PoolReader() {}

    /** @param before whose roles stay as they are */
    static IdentityPool pool(Parameters from, String id, AccountId account, Optional<IdentityPool> before)
            throws CognitoException {
        String name = from.required("IdentityPoolName", Limits.POOL_NAME);
        boolean guests = from.requiredFlag("AllowUnauthenticatedIdentities");
        boolean classic = from.flag("AllowClassicFlow").orElse(false);
        Map<String, String> providers = from.texts(
                "SupportedLoginProviders", Limits.LOGINS, Limits.PROVIDER, Limits.PROVIDER_ID);
        Optional<String> developer = from.optional("DeveloperProviderName", Limits.DEVELOPER_PROVIDER);
        List<String> openId = from.list("OpenIdConnectProviderARNs", Limits.PROVIDERS, Limits.ARN);
        List<UserPoolClient> userPools = new ArrayList<>();
        for (Parameters client : from.structures("CognitoIdentityProviders", Limits.PROVIDERS)) {
            userPools.add(new UserPoolClient(
                    client.optional("ProviderName", Limits.USER_POOL).orElse(""),
                    client.optional("ClientId", Limits.CLIENT_ID).orElse(""),
                    client.flag("ServerSideTokenCheck").orElse(false)));
        }
        List<String> saml = from.list("SamlProviderARNs", Limits.PROVIDERS, Limits.ARN);
        Map<String, String> tags =
                from.texts("IdentityPoolTags", Limits.TAGS, Limits.TAG_KEY, Limits.TAG_VALUE);
        from.check();
        return new IdentityPool(
                id,
                account,
                name,
                guests,
                classic,
                providers,
                developer,
                openId,
                userPools,
                saml,
                tags,
                before.map(IdentityPool::roles).orElse(Map.of()),
                before.map(IdentityPool::roleMappings).orElse(Map.of()));
    }

    static Map<String, RoleMapping> mappings(Parameters from) throws CognitoException {
        Map<String, RoleMapping> mappings = new LinkedHashMap<>();
        for (Map.Entry<String, Parameters> entry :
                from.structureMap("RoleMappings", Limits.MAPPINGS, Limits.PROVIDER).entrySet()) {
            mappings.put(entry.getKey(), mapping(entry.getValue()));
        }
        return mappings;
    }

    private static RoleMapping mapping(Parameters from) throws CognitoException {
        RoleMapping.Type type = RoleMapping.Type.of(from.required("Type", Limits.PROVIDER))
                .orElseThrow(() -> invalid("Type must be Token or Rules."));
        RoleMapping.Ambiguous ambiguous = RoleMapping.Ambiguous.of(
                        from.required("AmbiguousRoleResolution", Limits.PROVIDER))
                .orElseThrow(() -> invalid("AmbiguousRoleResolution must be AuthenticatedRole or Deny."));
        List<RoleMapping.Rule> rules = new ArrayList<>();
        Optional<Parameters> configuration = from.structure("RulesConfiguration");
        if (configuration.isPresent()) {
            for (Parameters rule : configuration.get().structures("Rules", Limits.RULES)) {
                rules.add(new RoleMapping.Rule(
                        rule.required("Claim", Limits.CLAIM),
                        RoleMapping.Match.of(rule.required("MatchType", Limits.PROVIDER))
                                .orElseThrow(() ->
                                        invalid("MatchType must be Equals, Contains, StartsWith or NotEqual.")),
                        rule.required("Value", Limits.CLAIM_VALUE),
                        rule.required("RoleARN", Limits.ARN)));
            }
        }
        if (type == RoleMapping.Type.RULES && rules.isEmpty()) {
            throw invalid("A mapping of type Rules needs a RulesConfiguration with at least one rule.");
        }
        return new RoleMapping(type, ambiguous, rules);
    }

    private static CognitoException invalid(String message) {
        return new CognitoException(CognitoErrorCode.INVALID_PARAMETER, message);
    }
}
