package dev.understudy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches key sets over HTTP or HTTPS, by OpenID Connect discovery or from a given address. A fetch, discovery included,
 * takes at most five seconds; {@link BoundedGet} says what else bounds it. Files of certificate authorities and bearer
 * tokens are read at every fetch, so a change of theirs counts at once. A bearer token is sent to the origin of the
 * configured address only.
 */
public final class HttpKeyFetcher implements KeyFetcher, AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final int CLIENTS = 16;
    private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

    private final Duration timeLimit;
    /** By the certificate authorities' PEM; made when first needed, because a client starts a thread. */
    private final Cache<String, HttpClient> clients =
            Caffeine.newBuilder().maximumSize(CLIENTS).build();

    public HttpKeyFetcher() {
        this(TIME_LIMIT);
    }

    HttpKeyFetcher(Duration timeLimit) {
        this.timeLimit = timeLimit;
    }

    @Override
    public String fetch(String issuer, KeySource source) throws KeyFetchException {
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

    private String discovered(String issuer, URI uri, KeySource.Access access) throws KeyFetchException {
        BoundedGet http = open(uri, access);
        ObjectNode document = object(http.get(uri));
        String named = Json.string(document, "issuer").orElse("");
        if (!withScheme(named).equals(withScheme(issuer))) {
            throw new KeyFetchException("The discovery document at " + uri + " names the issuer " + Quoted.of(named)
                    + ", but the token's issuer is " + Quoted.of(issuer)
                    + "; let the identity provider and its document use one name, or configure the jwksUri of the"
                    + " token's issuer.");
        }
        String address = Json.string(document, "jwks_uri")
                .orElseThrow(() -> new KeyFetchException("The discovery document at " + uri + " has no \"jwks_uri\"."));
        URI keys = uri(address, "The \"jwks_uri\" of " + uri);
        if ("https".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(keys.getScheme())) {
            throw new KeyFetchException("The discovery document at " + uri + " came over https, but its \"jwks_uri\" "
                    + keys + " does not.");
        }
        return keySet(http, keys);
    }

    private static String keySet(BoundedGet http, URI uri) throws KeyFetchException {
        BoundedGet.Page page = http.get(uri);
        if (!object(page).path("keys").isArray()) {
            throw new KeyFetchException(page.uri() + " answered with a JSON object that has no list \"keys\".");
        }
        return page.body();
    }

    private static ObjectNode object(BoundedGet.Page page) throws KeyFetchException {
        return Json.object(page.body())
                .orElseThrow(() -> new KeyFetchException(page.uri() + " answered with "
                        + page.contentType().orElse("no content type") + ", which is not a JSON object."));
    }

    private BoundedGet open(URI uri, KeySource.Access access) throws KeyFetchException {
        Optional<String> bearer = Optional.empty();
        if (access.bearerTokenFile().isPresent()) {
            bearer = Optional.of(bearerToken(access.bearerTokenFile().get()));
        }
        String authorities =
                access.caCertificate().isPresent() ? read(access.caCertificate().get(), "certificate authorities") : "";
        return new BoundedGet(client(authorities), uri, bearer, timeLimit);
    }

    private HttpClient client(String authorities) throws KeyFetchException {
        HttpClient known = clients.getIfPresent(authorities);
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeLimit);
        if (!authorities.isEmpty()) {
            try {
                builder.sslContext(CertificateAuthorities.context(authorities));
            } catch (GeneralSecurityException | IOException e) {
                throw new KeyFetchException("The file of certificate authorities does not hold certificates in PEM.");
            }
        }
        HttpClient client = builder.build();
        clients.put(authorities, client);
        return client;
    }

    /** Lets go of the HTTP clients, whose threads end when they are collected; Java 17 has no other way. */
    @Override
    public void close() {
        clients.invalidateAll();
    }

    private static String bearerToken(Path file) throws KeyFetchException {
        String token = read(file, "the bearer token").strip();
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw new KeyFetchException("The file of the bearer token, " + file + ", is empty or holds other characters"
                    + " than a token has.");
        }
        return token;
    }

    private static String read(Path file, String what) throws KeyFetchException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new KeyFetchException("The file of " + what + ", " + file + ", cannot be read.");
        }
    }

    private static URI discoveryUri(String issuer) throws KeyFetchException {
        String base = withScheme(issuer);
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return uri(trimmed + DISCOVERY_PATH, "The issuer's discovery address");
    }

    /** Google's tokens may name it without a scheme. */
    private static String withScheme(String issuer) {
        return issuer.contains("://") ? issuer : "https://" + issuer;
    }

    private static URI uri(String text, String what) throws KeyFetchException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new KeyFetchException(what + " is not a URL: " + Quoted.of(text) + ".");
        }
    }
}
