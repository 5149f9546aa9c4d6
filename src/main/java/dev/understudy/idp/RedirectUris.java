package dev.understudy.idp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where an authorization response may be sent. */
public sealed interface RedirectUris {
    /** Nothing longer is read. */
    int LONGEST = 2_048;

    boolean accepts(String uri);

    /** What to say of a URI that is not accepted, in a sentence. */
    String expected();

    /** The origins of the web pages that responses are sent to, as far as they are fixed. */
    List<String> origins();

    /** The URIs themselves, compared character by character. */
    record Registered(List<String> uris) implements RedirectUris {
        public Registered {
            uris = List.copyOf(uris);
        }

        @Override
        public boolean accepts(String uri) {
            return uris.contains(uri);
        }

        @Override
        public List<String> origins() {
            return uris.stream()
                    .flatMap(uri -> originOf(URI.create(uri)).stream())
                    .distinct()
                    .toList();
        }

        @Override
        public String expected() {
            return "It must be one of the client's redirectUris in the configuration, to the letter.";
        }
    }

    /** Any on the machine of whoever signs in: no response can leave it. */
    record Loopback() implements RedirectUris {
        private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

        @Override
        public boolean accepts(String uri) {
            return isPossible(uri) && isLoopback(URI.create(uri));
        }

        static boolean isLoopback(URI uri) {
            return isWeb(uri) && HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
        }

        @Override
        public List<String> origins() {
            return List.of();
        }

        @Override
        public String expected() {
            return "No clients are configured for this issuer, so it must be an http:// or https:// address of"
                    + " localhost, 127.0.0.1 or [::1].";
        }
    }

    /**
     * Whether a URI can be one to redirect to: absolute, without fragment or user, and http, https or of a private-use
     * scheme, which has a dot (RFC 8252, section 7.1). So it is never one that a browser would run.
     */
    static boolean isPossible(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= LONGEST
                    && text.chars().allMatch(c -> c > ' ' && c < 0x7F)
                    && (isWeb(uri) || String.valueOf(uri.getScheme()).contains("."))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The origin of a web page in the form that browsers send, without the scheme's default port. */
    static Optional<String> originOf(URI uri) {
        if (!isWeb(uri)) {
            return Optional.empty();
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return Optional.of(scheme + "://" + host + (usual ? "" : ":" + uri.getPort()));
    }

    private static boolean isWeb(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
    }
}
