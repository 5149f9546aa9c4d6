package dev.understudy.cognito;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identities of all pools. That of a login is the same each time, also after a restart: its id is derived from pool,
 * provider and subject. A guest gets a new one at each call. Safe for many threads.
 */
final class Identities {
    static final int CAPACITY = 100_000;

    private record LoginKey(String poolId, String provider, String subject) {}

    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Identity> byId = new LinkedHashMap<>();
    private final Map<LoginKey, String> byLogin = new HashMap<>();

    Identities(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    synchronized Optional<Identity> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<Identity> of(String poolId) {
        return byId.values().stream()
                .filter(identity -> identity.poolId().equals(poolId))
                .toList();
    }

    synchronized Identity guest(IdentityPool pool) throws CognitoException {
        return add(pool, drawn());
    }

    /**
     * The one identity of these logins, which is made if there is none.
     *
     * @throws CognitoException {@code ResourceConflictException} if they are of several
     */
    synchronized Identity of(IdentityPool pool, List<Login> logins) throws CognitoException {
        List<Identity> owners = logins.stream()
                .flatMap(login -> owner(pool.id(), login).stream())
                .distinct()
                .toList();
        if (owners.size() > 1) {
            throw conflict();
        }
        Identity identity = owners.isEmpty() ? add(pool, derived(pool, logins.get(0))) : owners.get(0);
        return link(identity.id(), logins);
    }

    /** Whose the login is. */
    synchronized Optional<Identity> owner(String poolId, Login login) {
        return Optional.ofNullable(byLogin.get(new LoginKey(poolId, login.provider(), login.subject())))
                .flatMap(this::find);
    }

    /**
     * Gives the identity these logins as well.
     *
     * @throws CognitoException {@code ResourceConflictException} if one is another identity's, or the identity has another
     *     of the same provider
     */
    synchronized Identity link(String id, List<Login> logins) throws CognitoException {
        Identity identity = find(id).orElseThrow(() -> notFound(id));
        Map<String, String> all = new LinkedHashMap<>(identity.logins());
        for (Login login : logins) {
            boolean anothers = owner(identity.poolId(), login)
                    .filter(it -> !it.id().equals(id))
                    .isPresent();
            String subject = all.putIfAbsent(login.provider(), login.subject());
            if (anothers || (subject != null && !subject.equals(login.subject()))) {
                throw conflict();
            }
        }
        return all.equals(identity.logins()) ? identity : replace(identity, all);
    }

    /** Takes logins from the identity, if it is still there. */
    synchronized void unlink(String id, List<String> providers) {
        find(id).ifPresent(identity -> {
            Map<String, String> rest = new LinkedHashMap<>(identity.logins());
            rest.keySet().removeAll(providers);
            if (!rest.equals(identity.logins())) {
                replace(identity, rest);
            }
        });
    }

    static CognitoException notFound(String id) {
        return new CognitoException(CognitoErrorCode.RESOURCE_NOT_FOUND, "Identity '" + id + "' not found.");
    }

    synchronized void removePool(String poolId) {
        of(poolId).forEach(identity -> remove(identity.id()));
    }

    /** Whether there was such an identity. */
    synchronized boolean remove(String id) {
        Optional<Identity> removed = Optional.ofNullable(byId.remove(id));
        removed.ifPresent(this::forgetLogins);
        return removed.isPresent();
    }

    synchronized void clear() {
        byId.clear();
        byLogin.clear();
    }

    private Identity add(IdentityPool pool, String uuid) throws CognitoException {
        if (byId.size() >= CAPACITY) {
            throw new CognitoException(
                    CognitoErrorCode.LIMIT_EXCEEDED,
                    "There are " + CAPACITY + " identities already; POST /_understudy/reset forgets them.");
        }
        Instant now = clock.instant();
        // That of a login is taken if the login was unlinked from it.
        String wanted = pool.region() + ":" + uuid;
        String id = byId.containsKey(wanted) ? pool.region() + ":" + drawn() : wanted;
        Identity identity = new Identity(id, pool.id(), Map.of(), now, now, false);
        byId.put(identity.id(), identity);
        return identity;
    }

    private Identity replace(Identity identity, Map<String, String> logins) {
        Identity next = identity.withLogins(logins, clock.instant());
        forgetLogins(identity);
        byId.put(next.id(), next);
        logins.forEach((provider, subject) -> byLogin.put(new LoginKey(next.poolId(), provider, subject), next.id()));
        return next;
    }

    private void forgetLogins(Identity identity) {
        identity.logins()
                .forEach((provider, subject) ->
                        byLogin.remove(new LoginKey(identity.poolId(), provider, subject), identity.id()));
    }

    private static String derived(IdentityPool pool, Login login) {
        String text = pool.id() + "\n" + login.provider() + "\n" + login.subject();
        try {
            return uuid(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private String drawn() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return uuid(bytes);
    }

    private static String uuid(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    private static CognitoException conflict() {
        return new CognitoException(
                CognitoErrorCode.RESOURCE_CONFLICT,
                "Login is already linked to another identity.",
                "A login belongs to another identity of the pool, or the identity has another of the same provider.");
    }
}
