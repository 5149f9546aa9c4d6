package dev.understudy.token;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The identity providers that AWS asks about opaque access tokens; every other one signs its tokens. */
public enum OAuthProvider {
    LOGIN_WITH_AMAZON("www.amazon.com"),
    FACEBOOK("graph.facebook.com");

    private static final Pattern ID = Pattern.compile("[!-~]{1,255}");

    private final String host;

    OAuthProvider(String host) {
        this.host = host;
    }

    /** As {@code ProviderId} and a trust policy's {@code Federated} name it. */
    public String host() {
        return host;
    }

    /**
     * Whether a text can be the id of an app or a user. The providers document no bounds; these are ours: 1 to 255 visible
     * ASCII characters.
     */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The provider of this host, to the letter. */
    public static Optional<OAuthProvider> of(String host) {
        return Arrays.stream(values())
                .filter(provider -> provider.host.equals(host))
                .findFirst();
    }
}
