package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    private record Known(String issuer, LocalIssuer settings) {
        Protocol protocol() {
            return Protocol.of(issuer);
        }
    }

    /** An endpoint of a provider that was called. */
    record Call(Provider provider, PublicEndpoint endpoint) {
        List<String> methods() {
            return provider.protocol().methods(endpoint);
        }
    }

    /**
     * @param issuers those that are played here, with or without {@code https://}
     * @param settings of those of which the configuration says more, by the same names
     */
    public LocalProviders(Collection<String> issuers, Map<String, LocalIssuer> settings) {
        for (String issuer : issuers) {
            Known known = new Known(Issuers.url(issuer), settings.getOrDefault(issuer, LocalIssuer.DEFAULT));
            byName.put(Issuers.canonical(issuer), known);
            known.protocol().alias().ifPresent(alias -> byName.putIfAbsent(alias, known));
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
        return ending(path, name -> Optional.ofNullable(byName.get(name)), request.origin() + PREFIX + "/");
    }

    private Optional<Call> hosted(HttpRequest request) {
        String authority = authority(request).toLowerCase(Locale.ROOT);
        return ending(
                request.path(),
                path -> Optional.ofNullable(byName.get(authority + path))
                        .or(() -> Optional.ofNullable(byName.get(host(authority) + path))),
                request.origin());
    }

    /** The issuer that stands before the path of one of its own endpoints. */
    private static Optional<Call> ending(String path, Function<String, Optional<Known>> issuers, String base) {
        return Arrays.stream(Protocol.values())
                .flatMap(protocol -> protocol.ending(path).stream()
                        .flatMap(ending -> issuers
                                .apply(protocol.name(ending.before()))
                                .filter(known -> known.protocol() == protocol)
                                .map(known -> call(known, ending.endpoint(), base + ending.before()))
                                .stream()))
                .findFirst();
    }

    private static Call call(Known known, PublicEndpoint endpoint, String base) {
        return new Call(new Provider(known.issuer(), known.settings(), base), endpoint);
    }

    private static String authority(HttpRequest request) {
        return request.headers().first("Host").orElse("localhost");
    }

    private static String host(String authority) {
        return authority.replaceFirst(":\\d{1,5}$", "");
    }
}
