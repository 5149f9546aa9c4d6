package dev.understudy.control;

/** A control call that cannot be carried out; with one helpful sentence for the caller. */
final class ControlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    ControlException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.reason = message;
    }

    static ControlException badRequest(String message) {
        return new ControlException(400, message);
    }

    static ControlException notFound(String message) {
        return new ControlException(404, message);
    }

    /** One helpful sentence for the caller. */
    String reason() {
        return reason;
    }

    /** The HTTP status. */
    int status() {
        return status;
    }
}
