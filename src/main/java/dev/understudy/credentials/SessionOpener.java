package dev.understudy.credentials;

/** Opens session tokens. No text makes it throw. */
public final class SessionOpener {
    /** The longest token that is looked at, in characters. */
    public static final int MAX_TOKEN_LENGTH = 64 * 1024;

    private static final int MAX_ACCESS_KEY_ID_LENGTH = 128;

    private final SessionSeal seal;

    public SessionOpener(SealingKey key) {
        this.seal = new SessionSeal(key);
    }

    /** The session in a token, if the token was made for this access key id. Expiry is not looked at. */
    public Opened open(String accessKeyId, String sessionToken) {
        if (accessKeyId.length() > MAX_ACCESS_KEY_ID_LENGTH || sessionToken.length() > MAX_TOKEN_LENGTH) {
            return new Opened.Invalid("the access key id or the session token is too long");
        }
        return seal.open(accessKeyId, sessionToken);
    }
}
