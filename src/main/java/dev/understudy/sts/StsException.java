package dev.understudy.sts;

/** A call refused at some step. Carries what the wire shows, and apart from it the reason for people. */
public final class StsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient StsFault fault;
    private final String reason;

    /**
     * @param reason one sentence for people, which never reaches the wire
     */
    public StsException(StsFault fault, String reason) {
        // A refusal is an answer, not a defect: nobody reads its stack trace, so none is taken.
        super(fault.toString(), null, false, false);
        this.fault = fault;
        this.reason = reason;
    }

    /** A refusal whose wire message says all there is to say. */
    public StsException(StsErrorCode code, String message) {
        this(new StsFault(code, message), message);
    }

    public StsFault fault() {
        return fault;
    }

    public String reason() {
        return reason;
    }
}
