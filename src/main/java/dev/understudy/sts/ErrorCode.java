package dev.understudy.sts;

/** An error of one of AWS's services, as the wire names it. */
public interface ErrorCode {
    /** The name that the wire shows. */
    String wireCode();

    /** The HTTP status. */
    int status();

    /** Whose fault it is: {@code Sender}, or {@code Receiver} for a 5xx. */
    default String type() {
        return status() >= 500 ? "Receiver" : "Sender";
    }
}
