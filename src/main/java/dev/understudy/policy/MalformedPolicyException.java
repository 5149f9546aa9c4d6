package dev.understudy.policy;

/** A policy document that IAM would refuse with {@code MalformedPolicyDocument}; the message is AWS's own where known. */
public final class MalformedPolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    /**
     * @param message AWS's message
     * @param pointer a JSON pointer (RFC 6901) to the offending element; empty for the whole document
     */
    public MalformedPolicyException(String message, String pointer) {
        super(message);
        this.pointer = pointer;
    }

    /** A JSON pointer (RFC 6901) to the offending element; empty for the whole document. */
    public String pointer() {
        return pointer;
    }
}
