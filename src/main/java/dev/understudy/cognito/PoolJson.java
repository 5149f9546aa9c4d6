package dev.understudy.cognito;

import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Identity pools in the form of AWS's answers, which leave out what is empty. */
final class PoolJson {
    private PoolJson() {}

    static ObjectNode of(IdentityPool pool) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("IdentityPoolId", pool.id())
                .put("IdentityPoolName", pool.name())
                .put("AllowUnauthenticatedIdentities", pool.allowUnauthenticatedIdentities())
                .put("AllowClassicFlow", pool.allowClassicFlow());
        put(json, "SupportedLoginProviders", pool.supportedLoginProviders());
        pool.developerProviderName().ifPresent(name -> json.put("DeveloperProviderName", name));
        put(json, "OpenIdConnectProviderARNs", pool.openIdConnectProviderArns());
        if (!pool.cognitoIdentityProviders().isEmpty()) {
            ArrayNode clients = json.putArray("CognitoIdentityProviders");
            pool.cognitoIdentityProviders()
                    .forEach(client -> clients.addObject()
                            .put("ProviderName", client.providerName())
                            .put("ClientId", client.clientId())
                            .put("ServerSideTokenCheck", client.serverSideTokenCheck()));
        }
        put(json, "SamlProviderARNs", pool.samlProviderArns());
        put(json, "IdentityPoolTags", pool.tags());
        return json;
    }

    static ObjectNode roles(IdentityPool pool) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("IdentityPoolId", pool.id());
        put(json, "Roles", pool.roles());
        if (!pool.roleMappings().isEmpty()) {
            ObjectNode mappings = json.putObject("RoleMappings");
            pool.roleMappings().forEach((provider, mapping) -> mappings.set(provider, of(mapping)));
        }
        return json;
    }

    private static ObjectNode of(RoleMapping mapping) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("Type", mapping.type().word())
                .put("AmbiguousRoleResolution", mapping.ambiguous().word());
        if (!mapping.rules().isEmpty()) {
            ArrayNode rules = json.putObject("RulesConfiguration").putArray("Rules");
            mapping.rules()
                    .forEach(rule -> rules.addObject()
                            .put("Claim", rule.claim())
                            .put("MatchType", rule.match().word())
                            .put("Value", rule.value())
                            .put("RoleARN", rule.roleArn()));
        }
        return json;
    }

    private static void put(ObjectNode json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            ObjectNode object = json.putObject(name);
            texts.forEach(object::put);
        }
    }

    private static void put(ObjectNode json, String name, Iterable<String> texts) {
        if (texts.iterator().hasNext()) {
            ArrayNode array = json.putArray(name);
            texts.forEach(array::add);
        }
    }
}
