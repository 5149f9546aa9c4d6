package dev.understudy.idp;

import java.util.regex.Pattern;

/** The issuers as which STS signs tokens: each account that has switched that on has its own. */
public final class StsIssuer {
    private static final Pattern NAME =
            Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\.tokens\\.sts\\.global\\.api\\.aws");

    private StsIssuer() {}

    /** Whether an issuer, with or without {@code https://}, has the form of one (documented). */
    public static boolean is(String issuer) {
        return NAME.matcher(Issuers.canonical(issuer)).matches();
    }
}
