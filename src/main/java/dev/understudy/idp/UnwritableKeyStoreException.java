package dev.understudy.idp;

import java.io.Serial;

/** Nothing is wrong with any keys, but none can be kept where they should be. */
final class UnwritableKeyStoreException extends IssuerKeyStoreException {
    @Serial
    private static final long serialVersionUID = 1;

    UnwritableKeyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
