package dev.understudy.cognito;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets those use an identity whose it is. */
final class IdentityAccess {
    private final Pools pools;
    private final Identities identities;
    private final LoginVerifier verifier;

    IdentityAccess(Pools pools, Identities identities, LoginVerifier verifier) {
        this.pools = pools;
        this.identities = identities;
        this.verifier = verifier;
    }

    /**
     * An identity that its owner uses.
     *
     * @param logins by which the owner has proved it; none of a guest
     */
    record Opened(IdentityPool pool, Identity identity, List<Login> logins) {}

    IdentityPool pool(String id) throws CognitoException {
        return pools.find(id).orElseThrow(() -> PoolOperations.notFound(id));
    }

    Identity identity(String id) throws CognitoException {
        return identities
                .find(id)
                .orElseThrow(() ->
                        new CognitoException(CognitoErrorCode.RESOURCE_NOT_FOUND, "Identity '" + id + "' not found."));
    }

    List<Login> verify(IdentityPool pool, Map<String, String> logins) throws CognitoException {
        return verifier.verify(pool, logins);
    }

    /** The identity of these logins, or a new guest. */
    Identity obtain(IdentityPool pool, Map<String, String> logins) throws CognitoException {
        if (logins.isEmpty()) {
            requireGuests(pool);
            return identities.guest(pool);
        }
        return identities.of(pool, verify(pool, logins));
    }

    /** Opens an identity; logins that are new to it are linked, where it is no other's. */
    Opened open(String identityId, Map<String, String> tokens) throws CognitoException {
        Identity identity = identity(identityId);
        IdentityPool pool = pool(identity.poolId());
        requireEnabled(identity);
        if (tokens.isEmpty()) {
            if (!identity.isGuest()) {
                throw forbidden(identity, "It has logins, and the call brings none.");
            }
            requireGuests(pool);
            return new Opened(pool, identity, List.of());
        }
        Map<String, String> others = new LinkedHashMap<>(tokens);
        Optional<String> ownToken = Optional.ofNullable(others.remove(Login.COGNITO));
        List<Login> logins = new ArrayList<>();
        if (ownToken.isPresent()) {
            logins.add(verifier.verifyOwn(pool, identity, ownToken.get()));
        }
        List<Login> external = verify(pool, others);
        logins.addAll(external);
        if (!identity.isGuest() && ownToken.isEmpty() && external.stream().noneMatch(identity::has)) {
            throw new CognitoException(
                    CognitoErrorCode.NOT_AUTHORIZED,
                    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
                    "The identity has other logins: of "
                            + String.join(", ", identity.logins().keySet()) + ".");
        }
        return new Opened(pool, external.isEmpty() ? identity : identities.link(identity.id(), external), logins);
    }

    static void requireEnabled(Identity identity) throws CognitoException {
        if (identity.disabled()) {
            throw forbidden(identity, "Its last login was taken from it.");
        }
    }

    private static void requireGuests(IdentityPool pool) throws CognitoException {
        if (!pool.allowUnauthenticatedIdentities()) {
            throw new CognitoException(
                    CognitoErrorCode.NOT_AUTHORIZED,
                    "Unauthenticated access is not supported for this identity pool.",
                    "AllowUnauthenticatedIdentities of " + pool.id() + " is false, and the call brings no logins.");
        }
    }

    private static CognitoException forbidden(Identity identity, String reason) {
        return new CognitoException(
                CognitoErrorCode.NOT_AUTHORIZED, "Access to Identity '" + identity.id() + "' is forbidden.", reason);
    }
}
