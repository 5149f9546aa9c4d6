package dev.understudy.idp;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Which web pages may call a provider's endpoints.
 *
 * <ul>
 *   <li>Every page may send its browser to the authorization endpoint: it shows a page, which no frame takes, and does
 *       nothing else.
 *   <li>Only that page may say who signs in. So no page elsewhere can sign a browser in.
 *   <li>Pages of this machine, and of the origins of the redirect URIs of the clients, may call the other endpoints and
 *       read the answers. They are the applications under test; cookies play no part, so a page gets no more than the
 *       code or the token that it has.
 * </ul>
 *
 * <p>The host name was looked at before: it is the issuer's own, or one that no stranger can own.
 */
final class BrowserAccess {
    private static final String REFUSED = "The identity provider does not answer this web page.";

    private BrowserAccess() {}

    static HttpAnswer answer(LocalProviders.Call call, HttpRequest request, HttpHandler handler) {
        List<String> origins = request.headers().all("Origin");
        return switch (call.endpoint().pages()) {
            case ALL -> handler.handle(request);
            case OWN -> isOwnPage(request, origins) ? handler.handle(request) : HttpResponse.text(403, REFUSED);
            case OF_APPLICATIONS -> ofApplications(call, request, origins, handler);
        };
    }

    private static boolean isOwnPage(HttpRequest request, List<String> origins) {
        return origins.stream().allMatch(origin -> isOwn(request, origin))
                && request.headers().all("Sec-Fetch-Site").stream()
                        .allMatch(site -> site.equals("same-origin") || site.equals("none"));
    }

    /** A page of this host, whichever way its browser came: a proxy may have ended its TLS. */
    private static boolean isOwn(HttpRequest request, String origin) {
        String host = request.headers().first("Host").orElse("");
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    private static HttpAnswer ofApplications(
            LocalProviders.Call call, HttpRequest request, List<String> origins, HttpHandler handler) {
        if (origins.isEmpty()) {
            return handler.handle(request);
        }
        String origin = origins.get(0);
        if (origins.size() > 1 || !(isOwn(request, origin) || isApplication(call.provider(), origin))) {
            return HttpResponse.text(
                    403,
                    REFUSED
                            + " Pages of localhost, and of the origins of the clients' redirectUris in the configuration,"
                            + " may call it.");
        }
        HttpAnswer answer = request.method().equals("OPTIONS") ? preflight(call) : handler.handle(request);
        return answer.with("Access-Control-Allow-Origin", origin)
                .with("Access-Control-Expose-Headers", "WWW-Authenticate")
                .with("Vary", "Origin");
    }

    private static HttpResponse preflight(LocalProviders.Call call) {
        return new HttpResponse(
                204,
                Headers.of(
                        "Access-Control-Allow-Methods", String.join(", ", call.methods()),
                        "Access-Control-Allow-Headers", "Authorization, Content-Type",
                        "Access-Control-Max-Age", "7200"),
                new byte[0]);
    }

    private static boolean isApplication(Provider provider, String origin) {
        Optional<URI> page =
                uri(origin).filter(uri -> RedirectUris.originOf(uri).equals(Optional.of(origin)));
        return page.isPresent()
                && (RedirectUris.Loopback.isLoopback(page.get())
                        || provider.settings().clients().stream()
                                .flatMap(client -> client.redirectUris().origins().stream())
                                .anyMatch(origin::equals));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
