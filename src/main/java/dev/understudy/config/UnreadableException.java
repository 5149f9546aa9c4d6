package dev.understudy.config;

/** A file that cannot be read; the message is a sentence that continues a fault. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
