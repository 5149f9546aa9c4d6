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
     * @param identity the ARN and unique id by which a policy may name the user or role
     * @param session the ARN and id by which a policy may name the session; none if the caller is a user, with a
     *     long-term key or by GetSessionToken, which has no ARN of its own
     */
    record Aws(String account, List<String> identity, List<String> session) implements Requester {
        public Aws {
            identity = List.copyOf(identity);
            session = List.copyOf(session);
        }

        /** A user, who is no session. */
        public Aws(String account, List<String> identity) {
            this(account, identity, List.of());
        }

        /** What names the caller itself: the session, or else the user. */
        List<String> self() {
            return session.isEmpty() ? identity : session;
        }
    }

    /** An AWS service that acts for itself, such as {@code lambda.amazonaws.com}. */
    record Service(String name) implements Requester {}

    /** A caller without credentials. */
    record Anonymous() implements Requester {}
}
