package dev.understudy.cognito;

import dev.understudy.cognito.CognitoOperation.Access;
import dev.understudy.cognito.CognitoOperation.Invocation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is done with the identities of a pool. */
final class IdentityOperations {
    private final IdentityAccess access;
    private final Identities identities;

    IdentityOperations(IdentityAccess access, Identities identities) {
        this.access = access;
        this.identities = identities;
    }

    List<CognitoOperation> all() {
        return List.of(
                new CognitoOperation("GetId", Access.UNSIGNED, this::getId),
                new CognitoOperation("UnlinkIdentity", Access.UNSIGNED, this::unlink),
                new CognitoOperation("DescribeIdentity", Access.SIGNED, this::describe),
                new CognitoOperation("ListIdentities", Access.SIGNED, this::list),
                new CognitoOperation("DeleteIdentities", Access.SIGNED, this::delete));
    }

    private ObjectNode getId(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        Optional<String> account = parameters.optional("AccountId", Limits.ACCOUNT);
        String poolId = parameters.required("IdentityPoolId", Limits.ID);
        Map<String, String> logins = logins(parameters, "Logins");
        parameters.check();
        IdentityPool pool = access.pool(poolId);
        if (account.filter(id -> !id.equals(pool.account().value())).isPresent()) {
            throw PoolOperations.notFound(poolId);
        }
        return answer().put("IdentityId", access.obtain(pool, logins).id());
    }

    private ObjectNode unlink(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String id = parameters.required("IdentityId", Limits.ID);
        Map<String, String> logins = logins(parameters, "Logins");
        List<String> providers = parameters.list("LoginsToRemove", Limits.LOGINS, Limits.PROVIDER);
        if (!parameters.has("LoginsToRemove")) {
            parameters.required("LoginsToRemove", Limits.PROVIDER);
        }
        parameters.check();
        access.open(id, logins);
        identities.unlink(id, providers);
        return answer();
    }

    private ObjectNode describe(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String id = parameters.required("IdentityId", Limits.ID);
        parameters.check();
        Identity identity = access.identity(id);
        requireOwn(identity.poolId(), call);
        return json(identity);
    }

    private ObjectNode list(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String poolId = parameters.required("IdentityPoolId", Limits.ID);
        int most = parameters.requiredWhole("MaxResults", 1, Limits.PAGE);
        Optional<String> after = parameters.optional("NextToken", Limits.NEXT_TOKEN);
        boolean hideDisabled = parameters.flag("HideDisabled").orElse(false);
        parameters.check();
        requireOwn(poolId, call);
        List<Identity> all = identities.of(poolId).stream()
                .filter(identity -> !hideDisabled || !identity.disabled())
                .toList();
        Page<Identity> page = Page.of(all, Identity::id, after, most);
        ObjectNode answer = answer().put("IdentityPoolId", poolId);
        var listed = answer.putArray("Identities");
        page.items().forEach(identity -> listed.add(json(identity)));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode delete(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        if (!parameters.has("IdentityIdsToDelete")) {
            parameters.required("IdentityIdsToDelete", Limits.ID);
        }
        List<String> ids = parameters.list("IdentityIdsToDelete", Limits.PAGE, Limits.ID);
        parameters.check();
        for (String id : ids) {
            Optional<Identity> identity = identities.find(id);
            if (identity.isPresent()) {
                requireOwn(identity.get().poolId(), call);
                identities.remove(id);
            }
        }
        ObjectNode answer = answer();
        answer.putArray("UnprocessedIdentityIds");
        return answer;
    }

    private void requireOwn(String poolId, Invocation call) throws CognitoException {
        if (!access.pool(poolId).account().equals(call.account())) {
            throw PoolOperations.notFound(poolId);
        }
    }

    static Map<String, String> logins(Parameters parameters, String member) throws CognitoException {
        return parameters.texts(member, Limits.LOGINS, Limits.PROVIDER, Limits.LOGIN_TOKEN);
    }

    private static ObjectNode json(Identity identity) {
        ObjectNode json = answer().put("IdentityId", identity.id());
        if (!identity.isGuest()) {
            var logins = json.putArray("Logins");
            identity.logins().keySet().forEach(logins::add);
        }
        return json.put("CreationDate", seconds(identity.created()))
                .put("LastModifiedDate", seconds(identity.modified()));
    }

    /** The protocol's form of an instant: seconds since the epoch, with milliseconds. */
    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
