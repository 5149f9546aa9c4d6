package dev.understudy.credentials;

/** Who a session acts as. Other kinds (federated user, user, root) join here and in {@link SessionCodec}. */
public sealed interface SessionPrincipal permits SessionPrincipal.AssumedRole {
    /**
     * A role that somebody has assumed.
     *
     * @param roleId the role's unique id, {@code AROA…}; a role that was deleted and made anew has another
     * @param roleArn the role's ARN with its path
     * @param sessionName the session name that the caller chose
     */
    record AssumedRole(String roleId, String roleArn, String sessionName) implements SessionPrincipal {}
}
