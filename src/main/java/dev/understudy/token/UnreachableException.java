package dev.understudy.token;

import java.io.Serial;

/** An address gives no usable answer. The message is a sentence for people that names the address and the cause. */
final class UnreachableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    UnreachableException(String explanation) {
        super(explanation);
    }

    String explanation() {
        return String.valueOf(getMessage());
    }
}
