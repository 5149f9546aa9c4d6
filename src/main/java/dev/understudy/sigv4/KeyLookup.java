package dev.understudy.sigv4;

import java.util.Optional;

/** Finds the principal and the secret that belong to an access key id. */
@FunctionalInterface
public interface KeyLookup<P> {
    /**
     * Looks a key up. Both texts are the caller's, unchecked.
     *
     * @param sessionToken the session token, if the request carries one
     */
    KeyLookupResult<P> find(String accessKeyId, Optional<String> sessionToken);
}
