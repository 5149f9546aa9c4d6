package dev.understudy.idp;

import java.io.Serial;

/** The keys of a local issuer cannot be read or written. The message names the file and the cause. */
public class IssuerKeyStoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    IssuerKeyStoreException(String message) {
        super(message);
    }

    IssuerKeyStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
