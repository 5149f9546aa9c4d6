package dev.understudy.idp;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An access token of a local issuer at a moment. */
public sealed interface AccessTokenState {
    /**
     * The token is good.
     *
     * @param profile what it says of the user, such as {@code name} and {@code email}
     */
    record Active(String appId, String userId, Instant issuedAt, Instant expiresAt, Map<String, String> profile)
            implements AccessTokenState {
        public Active {
            profile = Collections.unmodifiableMap(new LinkedHashMap<>(profile));
        }
    }

    /**
     * The token is not good.
     *
     * @param explanation one sentence for people, without the token
     */
    record Inactive(Reason reason, String explanation) implements AccessTokenState {}

    /** Why a token is not good. */
    enum Reason {
        EXPIRED,
        /** It was not issued here, or not for this provider, or with keys that are no longer published. */
        NOT_OURS
    }
}
