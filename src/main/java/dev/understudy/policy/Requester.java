package dev.understudy.policy;

import java.util.List;

/** Who asks, in the words of a policy's Principal element. */
public sealed interface Requester {
    /**
     * A caller that an identity provider vouches for.
     *
     * @param provider the ARN of an OIDC or SAML provider, or a built-in host such as {@code accounts.google.com}
     */
    record Federated(String provider) implements Requester {}

    /**
     * A caller with AWS credentials.
     *
     * @param account the twelve digits of the caller's account
     * @param identifiers every ARN and unique id by which a policy may name the caller: of the user or role, and of the
     *     session
     */
    record Aws(String account, List<String> identifiers) implements Requester {
        public Aws {
            identifiers = List.copyOf(identifiers);
        }
    }

    /** An AWS service that acts for itself, such as {@code lambda.amazonaws.com}. */
    record Service(String name) implements Requester {}

    /** A caller without credentials. */
    record Anonymous() implements Requester {}
}
