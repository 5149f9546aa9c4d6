package dev.understudy.iam;

/** A user's long-term access key. */
public record AccessKey(String accessKeyId, String secretAccessKey) {
    /** Leaves the secret out, so that no log shows it. */
    @Override
    public String toString() {
        return "AccessKey[accessKeyId=" + accessKeyId + "]";
    }
}
