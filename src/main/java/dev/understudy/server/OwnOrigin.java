package dev.understudy.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets only this server's own pages call, and programs that are no browsers.
 *
 * <p>A page elsewhere is told by its {@code Origin} or {@code Sec-Fetch-Site}. A page whose owner has pointed a DNS name
 * at this machine (DNS rebinding) looks like an own page in both; it is told by its {@code Host}, which a page cannot
 * forge. So the host must be one that no stranger can register: an address, or a name outside the public DNS.
 */
final class OwnOrigin implements CorsPolicy {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP_V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    /** Reserved by RFC 6761 and RFC 6762, and by ICANN for private use; and Kubernetes' short form of its services' names. */
    private static final List<String> PRIVATE_SUFFIXES = List.of(".localhost", ".internal", ".test", ".local", ".svc");

    private final List<String> hosts;

    /** @param hosts names that are let through besides; see {@link ServerOptions#controlHosts()} */
    OwnOrigin(List<String> hosts) {
        this.hosts = hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public HttpAnswer answer(HttpRequest request, HttpHandler handler) {
        return refusal(request)
                .<HttpAnswer>map(sentence -> HttpResponse.text(403, sentence))
                .orElseGet(() -> handler.handle(request));
    }

    private Optional<String> refusal(HttpRequest request) {
        String authority = request.headers().first("Host").orElse("");
        Matcher host = HOST_AND_PORT.matcher(authority);
        if (!host.matches()) {
            return Optional.of("The control API needs a Host header with a host name or an IP address.");
        }
        if (!isPrivate(host.group(1))) {
            return Optional.of("The control API does not answer under the host name " + host.group(1)
                    + ", since a web page could have pointed that name here. Use localhost, an IP address, a name"
                    + " without dots or a name under .internal, .local, .localhost, .svc or .test, or add the name to"
                    + " server.controlHosts in the configuration.");
        }
        String own = origin(request.secure() ? "https" : "http", authority);
        if (!request.headers().all("Origin").stream().allMatch(origin -> isSame(own, origin))) {
            return Optional.of("The control API does not answer web pages of another origin. Its own is " + own + ".");
        }
        if (request.headers().all("Sec-Fetch-Site").stream().anyMatch("cross-site"::equalsIgnoreCase)) {
            return Optional.of("The control API does not answer requests that another web site's page started."
                    + " Open the address directly.");
        }
        return Optional.empty();
    }

    private boolean isPrivate(String host) {
        String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        return name.startsWith("[")
                || !name.contains(".")
                || IP_V4.matcher(name).matches()
                || PRIVATE_SUFFIXES.stream().anyMatch(name::endsWith)
                || hosts.stream().anyMatch(known -> known.startsWith(".") ? name.endsWith(known) : name.equals(known));
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
