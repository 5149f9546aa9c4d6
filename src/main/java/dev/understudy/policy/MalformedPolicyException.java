package dev.understudy.policy;

/** A policy document that IAM would refuse with {@code MalformedPolicyDocument}; the message is AWS's own where known. */
public final class MalformedPolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String detail;

    /**
     * @param message AWS's message
     * @param pointer a JSON pointer (RFC 6901) to the offending element; empty for the whole document
     */
    public MalformedPolicyException(String message, String pointer) {
        this(message, pointer, "");
    }

    /**
     * @param message AWS's message
     * @param pointer a JSON pointer (RFC 6901) to the offending element; empty for the whole document
     * @param detail what AWS's message leaves out, for people; empty if nothing
     */
    public MalformedPolicyException(String message, String pointer, String detail) {
        super(message);
        this.pointer = pointer;
        this.detail = detail;
    }

    /** A JSON pointer (RFC 6901) to the offending element; empty for the whole document. */
    public String pointer() {
        return pointer;
    }

    /** What AWS's message leaves out, for people and never for the wire; empty if the message says it all. */
    public String detail() {
        return detail;
    }
}
