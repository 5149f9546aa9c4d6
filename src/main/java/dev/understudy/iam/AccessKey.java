package dev.understudy.iam;

/**
 * A long-term access key of a user or root user.
 *
 * @param active whether calls may be signed with it; an inactive key is still the account's
 */
public record AccessKey(String accessKeyId, String secretAccessKey, boolean active) {
    /** Leaves the secret out, so that no log shows it. */
    @Override
    public String toString() {
        return "AccessKey[accessKeyId=" + accessKeyId + "]";
    }
}
