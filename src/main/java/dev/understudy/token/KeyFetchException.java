package dev.understudy.token;

import java.io.Serial;

/** An issuer's keys cannot be had. The message is a sentence for people that names the address and the cause. */
public final class KeyFetchException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public KeyFetchException(String explanation) {
        super(explanation);
    }

    public String explanation() {
        return String.valueOf(getMessage());
    }
}
