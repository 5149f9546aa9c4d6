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
import tools.jackson.databind.node.ObjectNode;

/**
 * GET with bounds, for one fetch that may take several requests: one time limit for all, bodies included; no redirect to
 * another scheme; no cookies. Every failure is one sentence that names the address, without its query, which may hold a
 * secret.
 */
final class BoundedGet {
    private static final Set<Integer> REDIRECTED = Set.of(301, 302, 303, 307, 308);

    /**
     * How much a fetch may cost.
     *
     * @param time for all its requests together
     * @param body the most bytes of one answer
     * @param redirects the most that one request follows
     */
    record Bounds(Duration time, int body, int redirects) {}

    /** The answer that is no redirect, whatever its status, and the address that gave it in the end. */
    record Page(URI uri, int status, Optional<String> contentType, String body) {
        /** The address as people may see it. */
        String address() {
            return shown(uri);
        }

        /** The body as a JSON object. */
        Optional<ObjectNode> object() {
            return Json.object(body);
        }

        /** How the answer is described that is not what was asked for. */
        String described() {
            return address() + " answered with status " + status;
        }

        /** Leaves the body and the query out. */
        @Override
        public String toString() {
            return "Page[" + described() + "]";
        }
    }

    private final HttpClient client;
    private final URI configured;
    private final Optional<String> bearerToken;
    private final Bounds bounds;
    /** By {@link System#nanoTime}: a limit on real waiting, which the emulator's clock must not move. */
    private final long deadline;

    BoundedGet(HttpClient client, URI configured, Optional<String> bearerToken, Bounds bounds) {
        this.client = client;
        this.configured = configured;
        this.bearerToken = bearerToken;
        this.bounds = bounds;
        this.deadline = System.nanoTime() + bounds.time().toNanos();
    }

    Page get(URI uri) throws UnreachableException {
        URI current = uri;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<byte[]> response = exchange(current);
            if (!REDIRECTED.contains(response.statusCode())) {
                Optional<String> contentType =
                        response.headers().firstValue("Content-Type").map(Quoted::bounded);
                String body = new String(response.body(), StandardCharsets.UTF_8);
                return new Page(current, response.statusCode(), contentType, body);
            }
            // Before the target is looked at: where none is followed, it may repeat what was asked.
            if (redirects == bounds.redirects()) {
                throw new UnreachableException(shown(uri) + " redirects more than " + redirects + " times.");
            }
            current = target(current, response);
        }
    }

    /** An address without its query, as people may see it. */
    static String shown(URI uri) {
        return shown(uri.toString());
    }

    private static String shown(String address) {
        return address.replaceAll("(?s)[?#].*", "");
    }

    private static URI target(URI from, HttpResponse<?> response) throws UnreachableException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI to = from.resolve(location);
            if (location.isEmpty() || !from.getScheme().equalsIgnoreCase(to.getScheme())) {
                throw new UnreachableException(shown(from) + " redirects to " + Quoted.of(shown(location))
                        + ", which is not followed: the scheme must stay " + from.getScheme() + ".");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new UnreachableException(
                    shown(from) + " redirects to " + Quoted.of(shown(location)) + ", which is not a URL.");
        }
    }

    private HttpResponse<byte[]> exchange(URI uri) throws UnreachableException {
        HttpRequest request = request(uri);
        CompletableFuture<HttpResponse<byte[]>> future =
                client.sendAsync(request, info -> new BoundedBody(bounds.body()));
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new UnreachableException(tooSlow(uri));
        } catch (ExecutionException e) {
            throw new UnreachableException(cause(uri, Objects.requireNonNullElse(e.getCause(), e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("The request to " + shown(uri) + " was interrupted.");
        } finally {
            // Ends the exchange if it still runs.
            future.cancel(true);
        }
    }

    private HttpRequest request(URI uri) throws UnreachableException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .header("Accept", "application/json")
                    .header("User-Agent", "understudy");
            bearerToken.filter(token -> sameOrigin(uri)).ifPresent(t -> builder.header("Authorization", "Bearer " + t));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new UnreachableException(Quoted.of(shown(uri)) + " is not an http or https URL with a host.");
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
        return shown(uri) + " did not answer in full within " + bounds.time().toMillis() + " ms.";
    }

    private String cause(URI uri, Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return tooSlow(uri);
        }
        if (cause instanceof BoundedBody.TooLargeException) {
            return shown(uri) + " answered with more than " + bounds.body() + " bytes.";
        }
        if (cause instanceof SSLException) {
            return shown(uri) + " cannot be reached over TLS: " + Quoted.bounded(String.valueOf(cause.getMessage()))
                    + " (is its certificate authority configured as caCertificate?).";
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return shown(uri) + " cannot be reached: the name " + uri.getHost() + " is unknown here.";
            }
        }
        String detail = cause.getMessage();
        String why = cause instanceof ConnectException
                ? "the connection was refused"
                : detail == null ? cause.getClass().getSimpleName() : Quoted.bounded(detail);
        return shown(uri) + " cannot be reached: " + why + ".";
    }
}
