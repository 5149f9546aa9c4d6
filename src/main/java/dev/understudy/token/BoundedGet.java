package dev.understudy.token;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * GET with bounds, for one fetch that may take several requests: one time limit for all, bodies included; bodies of at
 * most {@value #BODY} bytes; at most {@value #REDIRECTS} redirects a request, none to another scheme; no cookies. Every
 * failure is one sentence that names the address.
 */
final class BoundedGet {
    static final int BODY = 1 << 20;
    static final int REDIRECTS = 5;
    private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);

    /** A body with status 200, and the address that gave it in the end. */
    record Page(URI uri, Optional<String> contentType, String body) {}

    private final HttpClient client;
    private final URI configured;
    private final Optional<String> bearerToken;
    private final Duration timeLimit;
    /** By {@link System#nanoTime}: a limit on real waiting, which the emulator's clock must not move. */
    private final long deadline;

    BoundedGet(HttpClient client, URI configured, Optional<String> bearerToken, Duration timeLimit) {
        this.client = client;
        this.configured = configured;
        this.bearerToken = bearerToken;
        this.timeLimit = timeLimit;
        this.deadline = System.nanoTime() + timeLimit.toNanos();
    }

    Page get(URI uri) throws KeyFetchException {
        URI current = uri;
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            HttpResponse<byte[]> response = exchange(current);
            if (response.statusCode() == 200) {
                Optional<String> contentType =
                        response.headers().firstValue("Content-Type").map(Quoted::bounded);
                return new Page(current, contentType, new String(response.body(), StandardCharsets.UTF_8));
            }
            if (!REDIRECTED.contains(response.statusCode())) {
                throw new KeyFetchException(current + " answered with status " + response.statusCode() + ".");
            }
            current = target(current, response);
        }
        throw new KeyFetchException(uri + " redirects more than " + REDIRECTS + " times.");
    }

    private static URI target(URI from, HttpResponse<?> response) throws KeyFetchException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI to = from.resolve(location);
            if (location.isEmpty() || !from.getScheme().equalsIgnoreCase(to.getScheme())) {
                throw new KeyFetchException(from + " redirects to " + Quoted.of(location)
                        + ", which is not followed: the scheme must stay " + from.getScheme() + ".");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new KeyFetchException(from + " redirects to " + Quoted.of(location) + ", which is not a URL.");
        }
    }

    private HttpResponse<byte[]> exchange(URI uri) throws KeyFetchException {
        HttpRequest request = request(uri);
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request, info -> new BoundedBody(BODY));
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KeyFetchException(tooSlow(uri));
        } catch (ExecutionException e) {
            throw new KeyFetchException(cause(uri, Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyFetchException("The request to " + uri + " was interrupted.");
        } finally {
            // Ends the exchange if it still runs.
            future.cancel(true);
        }
    }

    private HttpRequest request(URI uri) throws KeyFetchException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .header("User-Agent", "understudy");
            bearerToken.filter(token -> sameOrigin(uri)).ifPresent(t -> builder.header("Authorization", "Bearer " + t));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new KeyFetchException(Quoted.of(uri.toString()) + " is not an http or https URL with a host.");
        }
    }

    private boolean sameOrigin(URI uri) {
        return origin(uri).equalsIgnoreCase(origin(configured));
    }

    private static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    private String tooSlow(URI uri) {
        return uri + " did not answer in full within " + timeLimit.toMillis() + " ms.";
    }

    private String cause(URI uri, Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return tooSlow(uri);
        }
        if (cause instanceof BoundedBody.TooLargeException) {
            return uri + " answered with more than " + BODY + " bytes.";
        }
        if (cause instanceof SSLException) {
            return uri + " cannot be reached over TLS: " + Quoted.bounded(String.valueOf(cause.getMessage()))
                    + " (is its certificate authority configured as caCertificate?).";
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return uri + " cannot be reached: the name " + uri.getHost() + " is unknown here.";
            }
        }
        String detail = cause.getMessage();
        String why = cause instanceof ConnectException
                ? "the connection was refused"
                : detail == null ? cause.getClass().getSimpleName() : Quoted.bounded(detail);
        return uri + " cannot be reached: " + why + ".";
    }
}
