package dev.understudy.cognito;

import java.io.Serial;

/** An operation is refused. */
public final class CognitoException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final CognitoErrorCode code;
    private final String reason;

    /** The reason is the message itself. */
    public CognitoException(CognitoErrorCode code, String message) {
        this(code, message, message);
    }

    /**
     * @param message what the wire shows
     * @param reason what really happened, for the log and for whoever asks; no token and no secret
     */
    public CognitoException(CognitoErrorCode code, String message, String reason) {
        // A refusal is an answer, not a defect: nobody reads its stack trace, so none is taken.
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    public CognitoErrorCode code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
