package dev.understudy.policy;

/** The parts that policies play in one decision. */
public enum PolicyLayer {
    IDENTITY("identity policy"),
    BOUNDARY("permissions boundary"),
    SESSION("session policy"),
    RESOURCE("resource policy"),
    TRUST("trust policy");

    private final String text;

    PolicyLayer(String text) {
        this.text = text;
    }

    /** In the singular, for people. */
    public String text() {
        return text;
    }
}
