package dev.understudy.credentials;

import java.time.Instant;

/**
 * What a caller receives: the four members of AWS's {@code Credentials}.
 *
 * @param accessKeyId {@code ASIA} and 16 characters that carry the account
 * @param secretAccessKey 40 characters of the base64 alphabet
 * @param sessionToken standard base64, beginning {@code IQoJb3JpZ2luX2Vj} as AWS's does
 * @param expiration the end of the session, in whole seconds
 */
public record TemporaryCredentials(
        String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    /** Leaves the secret and the token out, so that no log shows them. */
    @Override
    public String toString() {
        return "TemporaryCredentials[accessKeyId=" + accessKeyId + ", expiration=" + expiration + "]";
    }
}
