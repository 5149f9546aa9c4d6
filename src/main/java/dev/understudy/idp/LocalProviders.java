package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import dev.understudy.token.OAuthProvider;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the local issuer that a request is for: by its path below {@value #PREFIX}, or by its host and path, if these are
 * the issuer's own. A port is looked at only if the issuer has one. Immutable.
 *
 * <p>Only the paths of the provider's endpoints count, so what else is served under the host name stays reachable there.
 */
public final class LocalProviders {
    /** Every local issuer is served below, by its name without {@code https://}. */
    public static final String PREFIX = "/_understudy/issuers";

    private final Map<String, Known> byName = new HashMap<>();

    private record Known(String issuer, LocalIssuer settings) {}

    /** An endpoint of a provider that was called. */
    record Call(Provider provider, PublicEndpoint endpoint) {}

    /**
     * @param issuers those that are played here, with or without {@code https://}
     * @param settings of those of which the configuration says more, by the same names
     */
    public LocalProviders(Collection<String> issuers, Map<String, LocalIssuer> settings) {
        for (String issuer : issuers) {
            // Those whose tokens are opaque are no OpenID providers.
            if (OAuthProvider.of(Issuers.canonical(issuer)).isEmpty()) {
                Known known = new Known(Issuers.url(issuer), settings.getOrDefault(issuer, LocalIssuer.DEFAULT));
                byName.put(Issuers.canonical(issuer), known);
            }
        }
        // A slash at the end of an issuer is not doubled before the path of an endpoint (OpenID Connect Discovery, 4).
        Map.copyOf(byName).forEach((name, known) -> byName.putIfAbsent(name.replaceFirst("/$", ""), known));
    }

    /** Whether the path names a local issuer and one of its endpoints. */
    public boolean areNamedBy(HttpRequest request) {
        return named(request).isPresent();
    }

    /** Whether the host is a local issuer's, and the path that of one of its endpoints. */
    public boolean areHostOf(HttpRequest request) {
        return hosted(request).isPresent();
    }

    Optional<Call> find(HttpRequest request) {
        return named(request).or(() -> hosted(request));
    }

    private Optional<Call> named(HttpRequest request) {
        if (!request.path().startsWith(PREFIX + "/")) {
            return Optional.empty();
        }
        String path = request.path().substring(PREFIX.length() + 1);
        return PublicEndpoint.ending(path).flatMap(endpoint -> {
            String name = before(path, endpoint);
            return Optional.ofNullable(byName.get(name))
                    .map(known -> call(known, endpoint, request.origin() + PREFIX + "/" + name));
        });
    }

    private Optional<Call> hosted(HttpRequest request) {
        return PublicEndpoint.ending(request.path()).flatMap(endpoint -> {
            String authority = authority(request).toLowerCase(Locale.ROOT);
            String path = before(request.path(), endpoint);
            Known exact = byName.get(authority + path);
            return Optional.ofNullable(exact != null ? exact : byName.get(host(authority) + path))
                    .map(known -> call(known, endpoint, request.origin() + path));
        });
    }

    private static Call call(Known known, PublicEndpoint endpoint, String base) {
        return new Call(new Provider(known.issuer(), known.settings(), base), endpoint);
    }

    private static String before(String path, PublicEndpoint endpoint) {
        return path.substring(0, path.length() - endpoint.path().length());
    }

    private static String authority(HttpRequest request) {
        return request.headers().first("Host").orElse("localhost");
    }

    private static String host(String authority) {
        return authority.replaceFirst(":\\d{1,5}$", "");
    }
}
