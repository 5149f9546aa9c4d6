package dev.understudy;

import java.io.Serial;

/** An option or an environment variable has a value that it cannot have. The message says so in one sentence. */
final class BadUsageException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    BadUsageException(String message) {
        super(message);
    }
}
