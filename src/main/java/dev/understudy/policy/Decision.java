package dev.understudy.policy;

import java.util.List;

/** What a policy says to a request. A statement's id is its Sid, or its place such as {@code Statement[0]}. */
public sealed interface Decision {
    /** At least one Allow statement applies and no Deny statement does. */
    record Allowed(List<String> statements) implements Decision {
        public Allowed {
            statements = List.copyOf(statements);
        }
    }

    /** At least one Deny statement applies, which wins over every Allow. */
    record ExplicitlyDenied(List<String> statements) implements Decision {
        public ExplicitlyDenied {
            statements = List.copyOf(statements);
        }
    }

    /** No statement applies. */
    record ImplicitlyDenied() implements Decision {}
}
