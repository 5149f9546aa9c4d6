package dev.understudy.policy;

import java.util.List;

/** What a {@link PolicySet} says to a request. */
public sealed interface Verdict {
    /**
     * A statement that applies.
     *
     * @param policy the policy's name
     * @param statement its Sid, or its place such as {@code Statement[0]}
     */
    record Match(PolicyLayer layer, String policy, String statement) {}

    /**
     * Every layer that had to allow it did, and nothing denies it.
     *
     * @param matches the statements that allow it, of all layers, needed or not
     */
    record Allowed(List<Match> matches) implements Verdict {
        public Allowed {
            matches = List.copyOf(matches);
        }
    }

    /**
     * A Deny statement applies, which wins over every Allow.
     *
     * @param matches the statements that deny it, of all layers
     */
    record ExplicitlyDenied(List<Match> matches) implements Verdict {
        public ExplicitlyDenied {
            matches = List.copyOf(matches);
        }
    }

    /**
     * Nothing denies it, but not every layer that had to allow it did.
     *
     * @param withholding the layers that do not allow it and whose leave was wanted; at least one
     */
    record ImplicitlyDenied(List<PolicyLayer> withholding) implements Verdict {
        public ImplicitlyDenied {
            withholding = List.copyOf(withholding);
        }
    }

    /**
     * A verdict and its reasons, for people.
     *
     * @param summary one sentence that names the cause, the nearest miss first
     * @param steps every statement of every policy, element by element
     */
    record Explained(Verdict verdict, String summary, List<Explanation.Step> steps) {
        public Explained {
            steps = List.copyOf(steps);
        }
    }
}
