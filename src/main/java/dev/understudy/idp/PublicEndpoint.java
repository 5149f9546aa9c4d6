package dev.understudy.idp;

import java.util.List;

/** What an identity provider serves below its issuer's address; where, its {@link Protocol} says. */
enum PublicEndpoint {
    DISCOVERY(Pages.OF_APPLICATIONS, "GET"),
    JWKS(Pages.OF_APPLICATIONS, "GET"),
    AUTHORIZE(Pages.ALL, "GET", "POST"),
    SIGN_IN(Pages.OWN, "POST"),
    TOKEN(Pages.OF_APPLICATIONS, "POST"),
    TOKEN_INFO(Pages.OF_APPLICATIONS, "GET"),
    USERINFO(Pages.OF_APPLICATIONS, "GET", "POST");

    /** Whose web pages may call an endpoint. */
    enum Pages {
        /** All: a browser is sent there. */
        ALL,
        /** Those of the applications whose users sign in here; they may read the answer. */
        OF_APPLICATIONS,
        /** The sign-in page. */
        OWN
    }

    private final Pages pages;

    @SuppressWarnings("ImmutableEnumChecker") // It is, for List.of made it.
    private final List<String> methods;

    PublicEndpoint(Pages pages, String... methods) {
        this.pages = pages;
        this.methods = List.of(methods);
    }

    Pages pages() {
        return pages;
    }

    List<String> methods() {
        return methods;
    }
}
