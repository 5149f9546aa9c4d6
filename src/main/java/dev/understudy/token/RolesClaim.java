package dev.understudy.token;

import java.util.List;

/** The claim {@code https://aws.amazon.com/roles}, by which an identity provider says which roles a token is for. */
public sealed interface RolesClaim {
    /** The token names no roles, so it restricts none. */
    record Absent() implements RolesClaim {}

    /** The token is for these role ARNs only; there is at least one. */
    record Listed(List<String> roleArns) implements RolesClaim {
        public Listed {
            roleArns = List.copyOf(roleArns);
        }
    }

    /** Whether the claim is present and names this role exactly: the value of {@code sts:RoleAuthorizedByIdp}. */
    default boolean lists(String roleArn) {
        return this instanceof Listed listed && listed.roleArns().contains(roleArn);
    }

    /** Whether the claim leaves this role open: it is absent or lists it. */
    default boolean permits(String roleArn) {
        return this instanceof Absent || lists(roleArn);
    }
}
