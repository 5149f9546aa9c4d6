package dev.understudy.idp;

import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import java.util.List;
import java.util.Optional;

/**
 * A local issuer at a moment.
 *
 * @param issuer as its tokens name it
 * @param signing the ids of the keys that sign; none if no keys were needed until now
 * @param earlier the ids of keys that are published but sign no more, the newest first
 * @param fault what is wrong with the keys that it publishes
 */
public record IssuerState(String issuer, List<String> signing, List<String> earlier, Optional<ActiveKeyFault> fault) {
    public IssuerState {
        signing = List.copyOf(signing);
        earlier = List.copyOf(earlier);
    }

    static IssuerState of(String name, Optional<KeyRing> ring, Optional<ActiveKeyFault> fault) {
        return new IssuerState(
                Issuers.claim(name),
                ring.stream().flatMap(it -> ids(it.current()).stream()).toList(),
                ring.stream()
                        .flatMap(it -> it.previous().stream())
                        .flatMap(keys -> ids(keys).stream())
                        .toList(),
                fault);
    }

    private static List<String> ids(SigningKeys keys) {
        return keys.keys().stream().map(SigningKey::keyId).toList();
    }
}
