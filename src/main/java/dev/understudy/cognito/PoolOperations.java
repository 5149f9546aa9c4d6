package dev.understudy.cognito;

import dev.understudy.cognito.CognitoOperation.Access;
import dev.understudy.cognito.CognitoOperation.Invocation;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is done with identity pools themselves. */
final class PoolOperations {
    private final Pools pools;
    private final Identities identities;
    private final SecureRandom random;

    PoolOperations(Pools pools, Identities identities, SecureRandom random) {
        this.pools = pools;
        this.identities = identities;
        this.random = random;
    }

    List<CognitoOperation> all() {
        return List.of(
                new CognitoOperation("CreateIdentityPool", Access.SIGNED, this::create),
                new CognitoOperation("DescribeIdentityPool", Access.SIGNED, this::describe),
                new CognitoOperation("ListIdentityPools", Access.SIGNED, this::list),
                new CognitoOperation("UpdateIdentityPool", Access.SIGNED, this::update),
                new CognitoOperation("DeleteIdentityPool", Access.SIGNED, this::delete),
                new CognitoOperation("SetIdentityPoolRoles", Access.SIGNED, this::setRoles),
                new CognitoOperation("GetIdentityPoolRoles", Access.SIGNED, this::getRoles));
    }

    private ObjectNode create(Invocation call) throws CognitoException {
        String id = call.facts().region() + ":" + new UUID(random.nextLong(), random.nextLong());
        IdentityPool pool = PoolReader.pool(Parameters.of(call.parameters()), id, call.account(), Optional.empty());
        pools.add(pool);
        return PoolJson.of(pool);
    }

    private ObjectNode describe(Invocation call) throws CognitoException {
        return PoolJson.of(named(Parameters.of(call.parameters()), call));
    }

    private ObjectNode list(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        int most = parameters.requiredWhole("MaxResults", 1, Limits.PAGE);
        Optional<String> after = parameters.optional("NextToken", Limits.NEXT_TOKEN);
        parameters.check();
        List<IdentityPool> own = pools.all().stream()
                .filter(pool -> pool.account().equals(call.account()))
                .toList();
        Page<IdentityPool> page = Page.of(own, IdentityPool::id, after, most);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var listed = answer.putArray("IdentityPools");
        page.items()
                .forEach(pool ->
                        listed.addObject().put("IdentityPoolId", pool.id()).put("IdentityPoolName", pool.name()));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode update(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        IdentityPool before = named(parameters, call);
        IdentityPool after = PoolReader.pool(parameters, before.id(), before.account(), Optional.of(before));
        return PoolJson.of(pools.change(before.id(), now -> after.withRoles(now.roles(), now.roleMappings()))
                .orElseThrow(() -> notFound(before.id())));
    }

    private ObjectNode delete(Invocation call) throws CognitoException {
        IdentityPool pool = named(Parameters.of(call.parameters()), call);
        pools.remove(pool.id());
        identities.removePool(pool.id());
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode setRoles(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String id = parameters.required("IdentityPoolId", Limits.ID);
        if (!parameters.has("Roles")) {
            parameters.required("Roles", Limits.PROVIDER);
        }
        Map<String, String> roles = parameters.texts("Roles", Limits.ROLES, Limits.ROLE_KIND, Limits.ARN);
        Map<String, RoleMapping> mappings = PoolReader.mappings(parameters);
        parameters.check();
        own(id, call);
        requireRules(mappings);
        if (pools.change(id, pool -> pool.withRoles(roles, mappings)).isEmpty()) {
            throw notFound(id);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static void requireRules(Map<String, RoleMapping> mappings) throws CognitoException {
        for (RoleMapping mapping : mappings.values()) {
            if (mapping.type() == RoleMapping.Type.RULES && mapping.rules().isEmpty()) {
                throw new CognitoException(
                        CognitoErrorCode.INVALID_PARAMETER,
                        "A mapping of type Rules needs a RulesConfiguration with at least one rule.");
            }
        }
    }

    private ObjectNode getRoles(Invocation call) throws CognitoException {
        return PoolJson.roles(named(Parameters.of(call.parameters()), call));
    }

    private IdentityPool named(Parameters parameters, Invocation call) throws CognitoException {
        String id = parameters.required("IdentityPoolId", Limits.ID);
        parameters.check();
        return own(id, call);
    }

    private IdentityPool own(String id, Invocation call) throws CognitoException {
        return pools.find(id)
                .filter(pool -> pool.account().equals(call.account()))
                .orElseThrow(() -> notFound(id));
    }

    static CognitoException notFound(String id) {
        return new CognitoException(CognitoErrorCode.RESOURCE_NOT_FOUND, "IdentityPool '" + id + "' not found.");
    }
}
