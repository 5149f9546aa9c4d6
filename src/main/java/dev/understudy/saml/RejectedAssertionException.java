package dev.understudy.saml;

import java.io.Serial;

/** Ends a verification at the first failed check; it never leaves this package. */
final class RejectedAssertionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient SamlRejection rejection;

    RejectedAssertionException(SamlRejection rejection) {
        super(rejection.explanation(), null, false, false);
        this.rejection = rejection;
    }

    SamlRejection rejection() {
        return rejection;
    }
}
