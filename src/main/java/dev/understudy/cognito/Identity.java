package dev.understudy.cognito;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An identity of a pool.
 *
 * @param logins the subject by provider; none of a guest
 * @param disabled whether its last login was taken from it, so that nobody can use it any more
 */
record Identity(
        String id, String poolId, Map<String, String> logins, Instant created, Instant modified, boolean disabled) {
    Identity {
        logins = Collections.unmodifiableMap(new LinkedHashMap<>(logins));
    }

    boolean isGuest() {
        return logins.isEmpty();
    }

    Identity withLogins(Map<String, String> others, Instant now) {
        return new Identity(id, poolId, others, created, now, others.isEmpty() && !isGuest());
    }

    /** Whether the identity has this login. */
    boolean has(Login login) {
        return login.subject().equals(logins.get(login.provider()));
    }
}
