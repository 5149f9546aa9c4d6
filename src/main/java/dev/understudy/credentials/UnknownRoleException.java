package dev.understudy.credentials;

import java.io.Serial;

/** There is no such role, so it has no sessions. */
public final class UnknownRoleException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    UnknownRoleException(String roleArn) {
        super("There is no role " + roleArn + " in the configuration.");
    }
}
