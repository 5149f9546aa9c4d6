package dev.understudy.cognito;

import dev.understudy.aws.AccountId;
import dev.understudy.sts.RequestFacts;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation of identity pools as the wire knows it.
 *
 * @param name as in {@code X-Amz-Target}, such as {@code GetId}
 * @param access who may call it
 */
public record CognitoOperation(String name, Access access, Action action) {
    /** Who may call an operation. */
    public enum Access {
        /** Anybody; credentials that come along are ignored. */
        UNSIGNED,
        /** Whoever signs, and whose policies allow it. */
        SIGNED
    }

    /**
     * A call.
     *
     * @param account whose pools are meant: the signer's, or the default account
     */
    public record Invocation(ObjectNode parameters, AccountId account, RequestFacts facts) {}

    /** What an operation does. */
    @FunctionalInterface
    public interface Action {
        /** Reads the parameters, acts, and gives the members of the output. */
        ObjectNode on(Invocation invocation) throws CognitoException;
    }
}
