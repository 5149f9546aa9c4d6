package dev.understudy.tls;

/** A PEM file that cannot serve, with one sentence that says why and what to do. It quotes nothing of the file. */
public final class InvalidPemException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Which of the two files is at fault. */
    public enum File {
        CERTIFICATE,
        PRIVATE_KEY
    }

    private final File file;
    private final String reason;

    private InvalidPemException(File file, String reason) {
        super(reason, null, false, false);
        this.file = file;
        this.reason = reason;
    }

    static InvalidPemException certificate(String reason) {
        return new InvalidPemException(File.CERTIFICATE, reason);
    }

    static InvalidPemException privateKey(String reason) {
        return new InvalidPemException(File.PRIVATE_KEY, reason);
    }

    /** Which of the two files is at fault. */
    public File file() {
        return file;
    }

    /** The sentence. */
    public String reason() {
        return reason;
    }
}
