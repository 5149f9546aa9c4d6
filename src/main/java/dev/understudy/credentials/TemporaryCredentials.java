package dev.understudy.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * What a caller receives: the four members of AWS's {@code Credentials}.
 *
 * @param accessKeyId {@code ASIA} and 16 characters that carry the account
 * @param secretAccessKey 40 characters of the base64 alphabet
 * @param sessionToken standard base64, beginning {@code IQoJb3JpZ2luX2Vj} as AWS's does
 * @param expiration the end of the session, in whole seconds
 * @param minimumTokenSize the fewest characters that the call wanted the session token to have, if it said so
 */
public record TemporaryCredentials(
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        Instant expiration,
        Optional<Integer> minimumTokenSize) {
    /** The longest that a call can ask a session token to be, in characters, which counts as the most it may take. */
    public static final int LONGEST_TOKEN = 4096;

    /** The percentage of that which the session token takes, rounded up; 100 if it is longer. */
    public int sessionTokenUtilization() {
        return Math.min(100, (100 * sessionToken.length() + LONGEST_TOKEN - 1) / LONGEST_TOKEN);
    }

    /** Leaves the secret and the token out, so that no log shows them. */
    @Override
    public String toString() {
        return "TemporaryCredentials[accessKeyId=" + accessKeyId + ", expiration=" + expiration + "]";
    }
}
