package dev.understudy.idp;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The scopes of OpenID Connect, Login with Amazon and Facebook. */
final class Scopes {
    static final String OPENID = "openid";
    static final String PROFILE = "profile";
    static final String EMAIL = "email";

    static final List<String> SUPPORTED = List.of(OPENID, PROFILE, EMAIL, "offline_access");

    private static final String POSTAL_CODE = "postal_code";
    private static final List<String> AMAZON = List.of(PROFILE, "profile:user_id", POSTAL_CODE);
    private static final List<String> FACEBOOK = List.of("public_profile", EMAIL);

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
    static Set<String> granted(Protocol protocol, Optional<String> asked) throws OAuthException {
        // Facebook's documentation puts commas between them.
        Optional<String> words = protocol == Protocol.FACEBOOK ? asked.map(text -> text.replace(',', ' ')) : asked;
        Set<String> known = new LinkedHashSet<>(words.isEmpty() ? Set.of() : parse(words.get()));
        known.retainAll(supported(protocol));
        if (protocol == Protocol.LOGIN_WITH_AMAZON && known.isEmpty()) {
            throw new OAuthException(
                    OAuthErrorCode.INVALID_SCOPE, "scope must have one of " + String.join(", ", AMAZON) + ".");
        }
        return Collections.unmodifiableSet(known);
    }

    private static List<String> supported(Protocol protocol) {
        return switch (protocol) {
            case OPENID_CONNECT, STS -> SUPPORTED;
            case LOGIN_WITH_AMAZON -> AMAZON;
            case FACEBOOK -> FACEBOOK;
        };
    }

    static String print(Collection<String> scopes) {
        return String.join(" ", scopes);
    }
}
