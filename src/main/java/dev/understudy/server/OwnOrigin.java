package dev.understudy.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets only this server's own pages call, and programs that are no browsers.
 *
 * <p>A page elsewhere is told by its {@code Origin} or {@code Sec-Fetch-Site}. A page whose owner has pointed a DNS name
 * at this machine looks like an own page in both; it is told by its {@code Host}.
 */
final class OwnOrigin implements CorsPolicy {
    private final OwnHost host;

    /** @param hosts names that are let through besides; see {@link ServerOptions#controlHosts()} */
    OwnOrigin(List<String> hosts) {
        this.host = new OwnHost("The control API", hosts);
    }

    @Override
    public HttpAnswer answer(HttpRequest request, HttpHandler handler) {
        return host.refusal(request)
                .or(() -> refusal(request))
                .<HttpAnswer>map(sentence -> HttpResponse.text(403, sentence))
                .orElseGet(() -> handler.handle(request));
    }

    private static Optional<String> refusal(HttpRequest request) {
        String own = origin(
                request.secure() ? "https" : "http",
                request.headers().first("Host").orElse(""));
        if (!request.headers().all("Origin").stream().allMatch(origin -> isSame(own, origin))) {
            return Optional.of("The control API does not answer web pages of another origin. Its own is " + own + ".");
        }
        if (request.headers().all("Sec-Fetch-Site").stream().anyMatch("cross-site"::equalsIgnoreCase)) {
            return Optional.of("The control API does not answer requests that another web site's page started."
                    + " Open the address directly.");
        }
        return Optional.empty();
    }

    private static boolean isSame(String own, String origin) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && own.equals(origin(origin.substring(0, scheme), origin.substring(scheme + 3)));
    }

    /** In the form browsers send: lower case, without the scheme's default port. */
    private static String origin(String scheme, String authority) {
        String origin = (scheme + "://" + authority).toLowerCase(Locale.ROOT);
        String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
        return origin.endsWith(defaultPort) ? origin.substring(0, origin.length() - defaultPort.length()) : origin;
    }
}
