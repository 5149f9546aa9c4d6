package dev.understudy.token;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks Login with Amazon or Facebook, or what stands in for them, about an access token. An answer takes at most five
 * seconds and has at most {@value #BODY} bytes; redirects are not followed, since the address holds the token.
 */
public final class HttpIntrospector implements AutoCloseable {
    static final int BODY = 1 << 16;
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    private final BoundedGet.Bounds bounds;
    private final HttpClients clients;

    public HttpIntrospector() {
        this(TIME_LIMIT);
    }

    HttpIntrospector(Duration timeLimit) {
        bounds = new BoundedGet.Bounds(timeLimit, BODY, 0);
        clients = new HttpClients(timeLimit);
    }

    /**
     * What the provider says.
     *
     * @param now from which the seconds count that are left to a token
     */
    Introspection ask(AccessTokenSource source, String token, Instant now) throws UnreachableException {
        if (source instanceof AccessTokenSource.TokenInfo info) {
            String query = "access_token=" + encoded(token);
            return TokenInfoAnswer.read(get(info.uri(), query), new Redaction(List.of(token)), now);
        }
        if (source instanceof AccessTokenSource.DebugToken debug) {
            String secret = debug.appAccessToken();
            String query = "input_token=" + encoded(token) + "&access_token=" + encoded(secret);
            return DebugTokenAnswer.read(get(debug.uri(), query), new Redaction(List.of(token, secret)), now);
        }
        throw new IllegalArgumentException("Not a source on the network: " + source);
    }

    private BoundedGet.Page get(URI uri, String query) throws UnreachableException {
        URI asked = URI.create(uri + "?" + query);
        return new BoundedGet(clients.trusting(Optional.empty()), uri, Optional.empty(), bounds).get(asked);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Lets go of the HTTP clients. */
    @Override
    public void close() {
        clients.close();
    }
}
