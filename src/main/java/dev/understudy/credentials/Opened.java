package dev.understudy.credentials;

/** What came of opening a session token. */
public sealed interface Opened permits Opened.Valid, Opened.Invalid {
    /**
     * The token is genuine and belongs to the access key id. It may have expired; that is for the caller's clock.
     *
     * @param session what the token holds
     * @param mintStamp its place in the order of mints and revocations
     * @param secretAccessKey the secret of these credentials
     */
    record Valid(Session session, long mintStamp, String secretAccessKey) implements Opened {
        /** Leaves the secret out, so that no log shows it. */
        @Override
        public String toString() {
            return "Valid[session=" + session + "]";
        }
    }

    /**
     * The token is not one that this sealing key made for that access key id.
     *
     * @param reason for people; never part of the token
     */
    record Invalid(String reason) implements Opened {}
}
