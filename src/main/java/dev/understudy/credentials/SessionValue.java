package dev.understudy.credentials;

import java.util.List;

/**
 * The value of a condition key that persists in a session. AWS treats a multivalued key apart even when it holds one
 * value, so the two are different types.
 */
public sealed interface SessionValue permits SessionValue.Single, SessionValue.Multi {
    /** A key with one value, such as {@code accounts.google.com:sub}. */
    record Single(String value) implements SessionValue {}

    /** A key with any number of values, such as {@code cognito-identity.amazonaws.com:amr}. */
    record Multi(List<String> values) implements SessionValue {
        public Multi {
            values = List.copyOf(values);
        }
    }
}
