package dev.understudy.idp;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The scopes of OpenID Connect. */
final class Scopes {
    static final String OPENID = "openid";
    static final String PROFILE = "profile";
    static final String EMAIL = "email";

    static final List<String> SUPPORTED = List.of(OPENID, PROFILE, EMAIL, "offline_access");

    private static final Pattern FORM = Pattern.compile("[!#-\\[\\]-~]+(?: [!#-\\[\\]-~]+)*");

    private Scopes() {}

    /** The scopes that a parameter asks for, in its order. */
    static Set<String> parse(String text) throws OAuthException {
        if (!FORM.matcher(text).matches()) {
            throw new OAuthException(
                    OAuthErrorCode.INVALID_SCOPE,
                    "scope must be words of printable ASCII with one space between them.");
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(text.split(" ", -1))));
    }

    /** Those of them that a user's sign-in can grant; others are ignored, as OpenID Connect says. */
    static Set<String> granted(Set<String> asked) {
        Set<String> known = new LinkedHashSet<>(asked);
        known.retainAll(SUPPORTED);
        return Collections.unmodifiableSet(known);
    }

    static String print(Collection<String> scopes) {
        return String.join(" ", scopes);
    }
}
