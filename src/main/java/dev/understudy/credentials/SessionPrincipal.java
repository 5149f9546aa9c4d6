package dev.understudy.credentials;

/** Who a session acts as. Each kind has its encoding in {@link PrincipalCodec}. */
public sealed interface SessionPrincipal {
    /** For people: whose end is the session's end as well. */
    String entity();

    /**
     * A role that somebody has assumed.
     *
     * @param roleId the role's unique id, {@code AROA…}; a role that was deleted and made anew has another
     * @param roleArn the role's ARN with its path
     * @param sessionName the session name that the caller chose
     */
    record AssumedRole(String roleId, String roleArn, String sessionName) implements SessionPrincipal {
        @Override
        public String entity() {
            return "role " + roleArn;
        }
    }

    /**
     * Somebody for whom a user or root user has called GetFederationToken.
     *
     * @param holder who called, and whose permissions the session has at the most
     * @param name the name that the caller chose
     */
    record FederatedUser(KeyHolder holder, String name) implements SessionPrincipal {
        @Override
        public String entity() {
            return holder.entity();
        }
    }

    /** Who has long-term access keys as well. */
    sealed interface KeyHolder extends SessionPrincipal {}

    /**
     * A user, as from GetSessionToken.
     *
     * @param userId the user's unique id, {@code AIDA…}
     * @param userArn the user's ARN with its path
     */
    record User(String userId, String userArn) implements KeyHolder {
        @Override
        public String entity() {
            return "user " + userArn;
        }
    }

    /** The root user of the session's account, as from GetSessionToken or AssumeRoot. */
    record Root() implements KeyHolder {
        @Override
        public String entity() {
            return "root user";
        }
    }
}
