package dev.understudy.cognito;

import dev.understudy.cognito.CognitoOperation.Access;
import dev.understudy.cognito.CognitoOperation.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tokens of the basic flow, and those that a developer's own server asks for. */
final class TokenOperations {
    private static final int LONGEST = 86_400;
    /** Documented. */
    private static final int STANDARD = 900;

    private final IdentityAccess access;
    private final Identities identities;
    private final CognitoTokens tokens;

    TokenOperations(IdentityAccess access, Identities identities, CognitoTokens tokens) {
        this.access = access;
        this.identities = identities;
        this.tokens = tokens;
    }

    List<CognitoOperation> all() {
        return List.of(
                new CognitoOperation("GetOpenIdToken", Access.UNSIGNED, this::getOpenIdToken),
                new CognitoOperation("GetOpenIdTokenForDeveloperIdentity", Access.SIGNED, this::forDeveloper));
    }

    private ObjectNode getOpenIdToken(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String id = parameters.required("IdentityId", Limits.ID);
        Map<String, String> logins = IdentityOperations.logins(parameters, "Logins");
        parameters.check();
        IdentityAccess.Opened opened = access.open(id, logins);
        if (!opened.pool().allowClassicFlow()) {
            throw new CognitoException(
                    CognitoErrorCode.INVALID_PARAMETER,
                    "Basic (classic) flow is not enabled, please use enhanced flow.",
                    "AllowClassicFlow of " + opened.pool().id() + " is false.");
        }
        return answer(
                opened.identity(), tokens.issue(opened.identity(), opened.logins(), CognitoTokens.STANDARD, Map.of()));
    }

    /** The developer's provider is believed, because the call is signed by the developer. */
    private ObjectNode forDeveloper(Invocation call) throws CognitoException {
        Parameters parameters = Parameters.of(call.parameters());
        String poolId = parameters.required("IdentityPoolId", Limits.ID);
        Optional<String> id = parameters.optional("IdentityId", Limits.ID);
        Map<String, String> logins = IdentityOperations.logins(parameters, "Logins");
        if (!parameters.has("Logins")) {
            parameters.required("Logins", Limits.PROVIDER);
        }
        Map<String, String> tags = parameters.texts("PrincipalTags", Limits.TAGS, Limits.TAG_KEY, Limits.TAG_VALUE);
        int seconds = parameters.whole("TokenDuration", 1, LONGEST).orElse(STANDARD);
        parameters.check();
        IdentityPool pool = access.pool(poolId);
        if (!pool.account().equals(call.account())) {
            throw PoolOperations.notFound(poolId);
        }
        List<Login> all = logins(pool, logins);
        Identity identity = id.isPresent() ? linked(id.get(), pool, all) : identities.of(pool, all);
        return answer(identity, tokens.issue(identity, all, Duration.ofSeconds(seconds), tags));
    }

    private List<Login> logins(IdentityPool pool, Map<String, String> logins) throws CognitoException {
        String developer = pool.developerProviderName()
                .filter(logins::containsKey)
                .orElseThrow(() -> new CognitoException(
                        CognitoErrorCode.INVALID_PARAMETER,
                        "Please provide a valid developer provider name.",
                        "Logins must name the pool's DeveloperProviderName, "
                                + pool.developerProviderName().orElse("of which it has none") + "."));
        Map<String, String> others = new LinkedHashMap<>(logins);
        String user = others.remove(developer);
        List<Login> all = new ArrayList<>();
        all.add(new Login(developer, String.valueOf(user), pool.id(), Optional.empty()));
        all.addAll(access.verify(pool, others));
        return all;
    }

    private Identity linked(String id, IdentityPool pool, List<Login> logins) throws CognitoException {
        Identity identity = access.identity(id);
        if (!identity.poolId().equals(pool.id())) {
            throw Identities.notFound(id);
        }
        IdentityAccess.requireEnabled(identity);
        Login developers = logins.get(0);
        if (identities
                .owner(pool.id(), developers)
                .filter(it -> !it.id().equals(id))
                .isPresent()) {
            throw new CognitoException(
                    CognitoErrorCode.DEVELOPER_USER_ALREADY_REGISTERED,
                    "The provided developer user identifier is already registered.",
                    "The developer's user is another identity of the pool.");
        }
        return identities.link(id, logins);
    }

    private static ObjectNode answer(Identity identity, String token) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("IdentityId", identity.id())
                .put("Token", token);
    }
}
