package dev.understudy.idp;

/** The names of issuers. */
final class Issuers {
    private static final String SCHEME = "https://";
    /** Google's tokens name it with or without the scheme; its documentation allows both. */
    private static final String GOOGLE = "accounts.google.com";

    private Issuers() {}

    /** One name for an issuer with or without {@code https://}: such issuers share their keys. */
    static String canonical(String issuer) {
        return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
    }

    /** The issuer as its tokens name it. */
    static String claim(String issuer) {
        return issuer.equals(GOOGLE) ? issuer : url(issuer);
    }

    /** The issuer as a URL. */
    static String url(String issuer) {
        return issuer.contains("://") ? issuer : SCHEME + issuer;
    }
}
