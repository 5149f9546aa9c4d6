package dev.understudy.token;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches key sets over HTTP or HTTPS, by OpenID Connect discovery or from a given address. A fetch, discovery included,
 * takes at most five seconds, bodies have at most {@value #BODY} bytes, and {@value #REDIRECTS} redirects a request are
 * followed; {@link BoundedGet} says what else bounds it. Files of certificate authorities and bearer
 * tokens are read at every fetch, so a change of theirs counts at once. A bearer token is sent to the origin of the
 * configured address only.
 */
public final class HttpKeyFetcher implements KeyFetcher, AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final int REDIRECTS = 5;
    static final int BODY = 1 << 20;
    private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

    private final BoundedGet.Bounds bounds;
    private final HttpClients clients;

    public HttpKeyFetcher() {
        this(TIME_LIMIT);
    }

    HttpKeyFetcher(Duration timeLimit) {
        bounds = new BoundedGet.Bounds(timeLimit, BODY, REDIRECTS);
        clients = new HttpClients(timeLimit);
    }

    @Override
    public String fetch(String issuer, KeySource source) throws KeyFetchException {
        try {
            return fetched(issuer, source);
        } catch (UnreachableException e) {
            throw new KeyFetchException(e.explanation());
        }
    }

    private String fetched(String issuer, KeySource source) throws UnreachableException {
        if (source instanceof KeySource.JwksUri jwks) {
            return keySet(open(jwks.uri(), jwks.access()), jwks.uri());
        }
        if (source instanceof KeySource.DiscoveryUri discovery) {
            return discovered(issuer, discovery.uri(), discovery.access());
        }
        if (source instanceof KeySource.Discovery discovery) {
            return discovered(issuer, discoveryUri(issuer), discovery.access());
        }
        throw new IllegalArgumentException("Not a source on the network: " + source);
    }

    private String discovered(String issuer, URI uri, KeySource.Access access) throws UnreachableException {
        BoundedGet http = open(uri, access);
        ObjectNode document = object(http.get(uri));
        String where = "The discovery document at " + BoundedGet.shown(uri);
        URI keys = uri(
                Json.string(document, "jwks_uri")
                        .orElseThrow(() -> new UnreachableException(where + " has no \"jwks_uri\".")),
                "The \"jwks_uri\" of " + BoundedGet.shown(uri));
        String named = Json.string(document, "issuer").orElse("");
        if (!withScheme(named).equals(withScheme(issuer))) {
            throw new UnreachableException(
                    where + " names the issuer " + Quoted.of(named) + ", but the token's issuer is " + Quoted.of(issuer)
                            + "; let the identity provider and its document use one name, or " + remedy(issuer, keys));
        }
        if ("https".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(keys.getScheme())) {
            throw new UnreachableException(
                    where + " came over https, but its \"jwks_uri\" " + BoundedGet.shown(keys) + " does not.");
        }
        return keySet(http, keys);
    }

    /** The line to write, unless the address is too long to be shown, or has a query that may hold a secret. */
    private static String remedy(String issuer, URI keys) {
        String address = keys.toString();
        boolean whole = Quoted.of(address).equals('"' + address + '"') && keys.getRawQuery() == null;
        return whole
                ? "write into the configuration issuers: { " + Quoted.of(issuer) + ": { jwksUri: " + Quoted.of(address)
                        + " } }, with caCertificate and bearerTokenFile if they are needed."
                : "configure the document's \"jwks_uri\" as the jwksUri of the token's issuer.";
    }

    private static String keySet(BoundedGet http, URI uri) throws UnreachableException {
        BoundedGet.Page page = http.get(uri);
        if (!object(page).path("keys").isArray()) {
            throw new UnreachableException(page.address() + " answered with a JSON object that has no list \"keys\".");
        }
        return page.body();
    }

    private static ObjectNode object(BoundedGet.Page page) throws UnreachableException {
        if (page.status() != 200) {
            throw new UnreachableException(page.described() + ".");
        }
        return page.object()
                .orElseThrow(() -> new UnreachableException(page.address() + " answered with "
                        + page.contentType().orElse("no content type") + ", which is not a JSON object."));
    }

    private BoundedGet open(URI uri, KeySource.Access access) throws UnreachableException {
        Optional<String> bearer = Optional.empty();
        if (access.bearerTokenFile().isPresent()) {
            bearer = Optional.of(bearerToken(access.bearerTokenFile().get()));
        }
        return new BoundedGet(clients.trusting(access.caCertificate()), uri, bearer, bounds);
    }

    /** Lets go of the HTTP clients. */
    @Override
    public void close() {
        clients.close();
    }

    private static String bearerToken(Path file) throws UnreachableException {
        String token;
        try {
            token = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UnreachableException("The file of the bearer token, " + file + ", cannot be read.");
        }
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new UnreachableException(
                    "The file of the bearer token, " + file + ", is empty or holds other characters than a token has.");
        }
        return token;
    }

    private static URI discoveryUri(String issuer) throws UnreachableException {
        String base = withScheme(issuer);
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return uri(trimmed + DISCOVERY_PATH, "The issuer's discovery address");
    }

    /** Google's tokens may name it without a scheme. */
    private static String withScheme(String issuer) {
        return issuer.contains("://") ? issuer : "https://" + issuer;
    }

    private static URI uri(String text, String what) throws UnreachableException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UnreachableException(what + " is not a URL: " + Quoted.of(text) + ".");
        }
    }
}
