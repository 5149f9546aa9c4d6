package dev.understudy.idp;

import dev.understudy.token.OAuthProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a local issuer speaks: where its endpoints are, and what can be asked of them. */
@SuppressWarnings("ImmutableEnumChecker") // It is: List.of and Map.of made what it holds.
enum Protocol {
    OPENID_CONNECT(
            Map.of(
                    PublicEndpoint.DISCOVERY, "/.well-known/openid-configuration",
                    PublicEndpoint.JWKS, "/jwks",
                    PublicEndpoint.AUTHORIZE, "/authorize",
                    PublicEndpoint.SIGN_IN, "/sign-in",
                    PublicEndpoint.TOKEN, "/token",
                    PublicEndpoint.USERINFO, "/userinfo"),
            List.of("code"),
            List.of("authorization_code", "refresh_token", "client_credentials")),
    LOGIN_WITH_AMAZON(
            Map.of(
                    PublicEndpoint.AUTHORIZE, "/ap/oa",
                    PublicEndpoint.SIGN_IN, "/sign-in",
                    PublicEndpoint.TOKEN, "/auth/o2/token",
                    PublicEndpoint.TOKEN_INFO, "/auth/o2/tokeninfo",
                    PublicEndpoint.USERINFO, "/user/profile"),
            List.of("code", "token"),
            List.of("authorization_code", "refresh_token")),
    FACEBOOK(
            Map.of(
                    PublicEndpoint.AUTHORIZE, "/dialog/oauth",
                    PublicEndpoint.SIGN_IN, "/sign-in",
                    PublicEndpoint.TOKEN, "/oauth/access_token",
                    PublicEndpoint.TOKEN_INFO, "/debug_token",
                    PublicEndpoint.USERINFO, "/me"),
            List.of("code", "token"),
            List.of("authorization_code")),
    /** STS itself, which signs tokens for an account's principals by GetWebIdentityToken: nobody signs in there. */
    STS(
            Map.of(
                    PublicEndpoint.DISCOVERY, "/.well-known/openid-configuration",
                    PublicEndpoint.JWKS, "/.well-known/jwks.json"),
            List.of(),
            List.of());

    private static final String COMMON_JWKS = "/jwks";
    private static final Pattern FACEBOOK_VERSION = Pattern.compile("/v[0-9]{1,3}\\.[0-9]{1,3}$");

    private final Map<PublicEndpoint, String> paths;
    private final List<String> responseTypes;
    private final List<String> grantTypes;

    Protocol(Map<PublicEndpoint, String> paths, List<String> responseTypes, List<String> grantTypes) {
        this.paths = paths;
        this.responseTypes = responseTypes;
        this.grantTypes = grantTypes;
    }

    /** That of an issuer. */
    static Protocol of(String issuer) {
        return OAuthProvider.of(Issuers.canonical(issuer))
                .map(provider -> switch (provider) {
                    case LOGIN_WITH_AMAZON -> LOGIN_WITH_AMAZON;
                    case FACEBOOK -> FACEBOOK;
                })
                .orElseGet(() -> StsIssuer.is(issuer) ? STS : OPENID_CONNECT);
    }

    /** The provider whose access tokens these are, unless tokens are signed openly. */
    Optional<OAuthProvider> opaque() {
        return switch (this) {
            case OPENID_CONNECT, STS -> Optional.empty();
            case LOGIN_WITH_AMAZON -> Optional.of(OAuthProvider.LOGIN_WITH_AMAZON);
            case FACEBOOK -> Optional.of(OAuthProvider.FACEBOOK);
        };
    }

    /** The provider's second host name, which leads to the same endpoints. */
    Optional<String> alias() {
        return switch (this) {
            case OPENID_CONNECT, STS -> Optional.empty();
            case LOGIN_WITH_AMAZON -> Optional.of("api.amazon.com");
            case FACEBOOK -> Optional.of("www.facebook.com");
        };
    }

    /** The issuer's name in what stands before the path of an endpoint; Facebook's may be followed by a version. */
    String name(String prefix) {
        return this == FACEBOOK ? FACEBOOK_VERSION.matcher(prefix).replaceFirst("") : prefix;
    }

    /** An endpoint that a path ends with, and what stands before it. */
    record Ending(PublicEndpoint endpoint, String before) {}

    /** The endpoint that a path ends with. The keys of every signing issuer are at one and the same path as well. */
    Optional<Ending> ending(String path) {
        Stream<Map.Entry<PublicEndpoint, String>> common =
                this == STS ? Stream.of(Map.entry(PublicEndpoint.JWKS, COMMON_JWKS)) : Stream.empty();
        return Stream.concat(paths.entrySet().stream(), common)
                .filter(entry -> path.endsWith(entry.getValue()))
                .map(entry -> new Ending(
                        entry.getKey(),
                        path.substring(0, path.length() - entry.getValue().length())))
                .findFirst();
    }

    /** @throws IllegalArgumentException if the protocol has no such endpoint */
    String path(PublicEndpoint endpoint) {
        return Optional.ofNullable(paths.get(endpoint))
                .orElseThrow(() -> new IllegalArgumentException(this + " has no " + endpoint));
    }

    /** Facebook documents the exchange of a code as a GET request. */
    List<String> methods(PublicEndpoint endpoint) {
        return this == FACEBOOK && endpoint == PublicEndpoint.TOKEN ? List.of("GET", "POST") : endpoint.methods();
    }

    List<String> responseTypes() {
        return responseTypes;
    }

    List<String> grantTypes() {
        return grantTypes;
    }

    /** What a request without response_type asks for: Facebook's dialog gives a code. */
    Optional<String> impliedResponseType() {
        return this == FACEBOOK ? Optional.of("code") : Optional.empty();
    }

    /** What a token request without grant_type presents: Facebook's exchange takes a code. */
    Optional<String> impliedGrantType() {
        return this == FACEBOOK ? Optional.of("authorization_code") : Optional.empty();
    }
}
