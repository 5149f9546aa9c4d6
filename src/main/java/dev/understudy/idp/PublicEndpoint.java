package dev.understudy.idp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an identity provider serves below its issuer's address. */
enum PublicEndpoint {
    DISCOVERY("/.well-known/openid-configuration", Pages.OF_APPLICATIONS, "GET"),
    JWKS("/jwks", Pages.OF_APPLICATIONS, "GET"),
    AUTHORIZE("/authorize", Pages.ALL, "GET", "POST"),
    SIGN_IN("/sign-in", Pages.OWN, "POST"),
    TOKEN("/token", Pages.OF_APPLICATIONS, "POST"),
    USERINFO("/userinfo", Pages.OF_APPLICATIONS, "GET", "POST");

    /** Whose web pages may call an endpoint. */
    enum Pages {
        /** All: a browser is sent there. */
        ALL,
        /** Those of the applications whose users sign in here; they may read the answer. */
        OF_APPLICATIONS,
        /** The sign-in page. */
        OWN
    }

    private final String path;
    private final Pages pages;

    @SuppressWarnings("ImmutableEnumChecker") // It is, for List.of made it.
    private final List<String> methods;

    PublicEndpoint(String path, Pages pages, String... methods) {
        this.path = path;
        this.pages = pages;
        this.methods = List.of(methods);
    }

    /** The endpoint that a path ends with. */
    static Optional<PublicEndpoint> ending(String path) {
        return Arrays.stream(values())
                .filter(endpoint -> path.endsWith(endpoint.path))
                .findFirst();
    }

    String path() {
        return path;
    }

    Pages pages() {
        return pages;
    }

    List<String> methods() {
        return methods;
    }
}
