package dev.understudy.token;

/** The kinds of keys that sign identity tokens. */
public enum KeyType {
    RSA("RSA"),
    P256("P-256"),
    P384("P-384"),
    P521("P-521");

    private final String label;

    KeyType(String label) {
        this.label = label;
    }

    /** {@code RSA}, or the JWK name of the elliptic curve. */
    public String label() {
        return label;
    }
}
