package dev.understudy.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the host names of this server from those that a stranger can register and point at this machine (DNS rebinding).
 * A page cannot forge its {@code Host}, so the host must be an address, or a name outside the public DNS.
 */
final class OwnHost implements CorsPolicy {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IP_V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    /** Reserved by RFC 6761 and RFC 6762, and by ICANN for private use; and Kubernetes' short form of its services' names. */
    private static final List<String> PRIVATE_SUFFIXES = List.of(".localhost", ".internal", ".test", ".local", ".svc");

    private final String served;
    private final List<String> hosts;

    /**
     * @param served what is served here, for the beginning of a sentence
     * @param hosts names that are let through besides; see {@link ServerOptions#controlHosts()}
     */
    OwnHost(String served, List<String> hosts) {
        this.served = served;
        this.hosts = hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    @Override
    public HttpAnswer answer(HttpRequest request, HttpHandler handler) {
        return refusal(request)
                .<HttpAnswer>map(sentence -> HttpResponse.text(403, sentence))
                .orElseGet(() -> handler.handle(request));
    }

    /** Why the request's host is not one of ours, in a sentence. */
    Optional<String> refusal(HttpRequest request) {
        Matcher host = HOST_AND_PORT.matcher(request.headers().first("Host").orElse(""));
        if (!host.matches()) {
            return Optional.of(served + " needs a Host header with a host name or an IP address.");
        }
        if (!isPrivate(host.group(1))) {
            return Optional.of(served + " does not answer under the host name " + host.group(1)
                    + ", since a web page could have pointed that name here. Use localhost, an IP address, a name"
                    + " without dots or a name under .internal, .local, .localhost, .svc or .test, or add the name to"
                    + " server.controlHosts in the configuration.");
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
}
