package dev.understudy.sigv4;

import java.util.regex.Pattern;

/** What may be shown of an access key id that nobody knows. */
public final class AccessKeyIds {
    /** A secret has letters of either case. */
    private static final Pattern FORM = Pattern.compile("[A-Z0-9_]{16,128}");

    private AccessKeyIds() {}

    /** The id, unless it has not the form of one: somebody may have given the secret in its place. */
    public static String shown(String accessKeyId) {
        return FORM.matcher(accessKeyId).matches() ? accessKeyId : "(not the form of one)";
    }
}
