package dev.understudy.token;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The audiences that a provider accepts. */
public sealed interface Audiences {
    /** Any audience: the built-in providers (Google, Cognito), whose audience only the trust policy restricts. */
    record Any() implements Audiences {}

    /** The client ids registered with an IAM OIDC provider, compared exactly; their order is kept for explanations. */
    record Registered(Set<String> clientIds) implements Audiences {
        public Registered {
            clientIds = Collections.unmodifiableSet(new LinkedHashSet<>(clientIds));
        }
    }

    /** Whether a token for this audience is accepted. */
    default boolean accept(String audience) {
        return !(this instanceof Registered registered)
                || registered.clientIds().contains(audience);
    }
}
