package dev.understudy.saml;

import java.util.Optional;

/**
 * Who signed in.
 *
 * @param format the URI of the {@code Format}; that of an unspecified one if the assertion gives none, as core has it
 */
public record NameId(String value, String format) {
    /** The session keeps both, and a session token is bounded; AWS's bound is not known. */
    static final int LONGEST = 1024;

    static final String PREFIX = "urn:oasis:names:tc:SAML:2.0:nameid-format:";
    private static final String UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

    static NameId of(String value, Optional<String> format) {
        return new NameId(value, format.orElse(UNSPECIFIED));
    }

    /** AWS's word for the format: {@code persistent}, {@code transient} and so on, or the whole URI (documented). */
    public String type() {
        return format.startsWith(PREFIX) ? format.substring(PREFIX.length()) : format;
    }
}
