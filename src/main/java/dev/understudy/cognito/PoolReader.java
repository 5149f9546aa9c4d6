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
        Map<String, String> providers =
                from.texts("SupportedLoginProviders", Limits.LOGINS, Limits.PROVIDER, Limits.PROVIDER_ID);
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
        Map<String, String> tags = from.texts("IdentityPoolTags", Limits.TAGS, Limits.TAG_KEY, Limits.TAG_VALUE);
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

    /** Those that are well formed; whether all are is for {@link Parameters#check} to say. */
    static Map<String, RoleMapping> mappings(Parameters from) throws CognitoException {
        Map<String, RoleMapping> mappings = new LinkedHashMap<>();
        for (Map.Entry<String, Parameters> entry : from.structureMap("RoleMappings", Limits.MAPPINGS, Limits.PROVIDER)
                .entrySet()) {
            mapping(entry.getValue()).ifPresent(mapping -> mappings.put(entry.getKey(), mapping));
        }
        return mappings;
    }

    private static Optional<RoleMapping> mapping(Parameters from) throws CognitoException {
        Optional<RoleMapping.Type> type = RoleMapping.Type.of(from.requiredWord("Type", RoleMapping.Type.words()));
        Optional<RoleMapping.Ambiguous> ambiguous =
                RoleMapping.Ambiguous.of(from.requiredWord("AmbiguousRoleResolution", RoleMapping.Ambiguous.words()));
        List<RoleMapping.Rule> rules = new ArrayList<>();
        Optional<Parameters> configuration = from.structure("RulesConfiguration");
        if (configuration.isPresent()) {
            for (Parameters rule : configuration.get().structures("Rules", Limits.RULES)) {
                rule(rule).ifPresent(rules::add);
            }
        }
        return type.flatMap(it -> ambiguous.map(otherwise -> new RoleMapping(it, otherwise, rules)));
    }

    private static Optional<RoleMapping.Rule> rule(Parameters from) throws CognitoException {
        String claim = from.required("Claim", Limits.CLAIM);
        Optional<RoleMapping.Match> match =
                RoleMapping.Match.of(from.requiredWord("MatchType", RoleMapping.Match.words()));
        String value = from.required("Value", Limits.CLAIM_VALUE);
        String roleArn = from.required("RoleARN", Limits.ARN);
        return match.map(it -> new RoleMapping.Rule(claim, it, value, roleArn));
    }
}
