package dev.understudy.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where to listen, and what to put up with from clients.
 *
 * @param host a name or an IP address of this machine
 * @param port 0 for any free one
 * @param maxBodyBytes of a request, after its transfer coding is undone
 * @param maxHeaderCount how many header fields a request may have
 * @param maxHeaderBytes of the request line and the header fields together
 * @param requestTimeout within which the header fields, then the body, must have arrived in full; also how long a
 *     response may wait for the client to read on
 * @param idleTimeout after which a connection without a request is closed
 * @param closeTimeout how long {@link HttpServer#close()} waits for the requests in flight
 * @param ioThreads threads that only move bytes
 * @param maxWorkerThreads how many requests are handled at once; more wait
 * @param controlHosts further host names under which {@link Cors#OWN_ORIGIN} routes answer; one that begins with a dot
 *     stands for every name that ends so
 * @param tls the https listener beside the http one, if there is to be one
 */
public record ServerOptions(
        String host,
        int port,
        int maxBodyBytes,
        int maxHeaderCount,
        int maxHeaderBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration closeTimeout,
        int ioThreads,
        int maxWorkerThreads,
        List<String> controlHosts,
        Optional<Tls> tls) {

    /**
     * An https listener on the same host.
     *
     * @param port 0 for any free one
     */
    public record Tls(int port, SSLContext context) {
        public Tls {
            requirePort(port);
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a port or a limit out of range
     */
    public ServerOptions {
        controlHosts = List.copyOf(controlHosts);
        requirePort(port);
        require(maxBodyBytes >= 0, "A body has no negative size");
        require(maxHeaderCount > 0 && maxHeaderBytes > 0, "Limits of headers are positive");
        require(ioThreads > 0 && maxWorkerThreads > 0, "Numbers of threads are positive");
        require(isTimeout(requestTimeout) && isTimeout(idleTimeout), "Time-outs are 1 ms to 1 day");
        require(!closeTimeout.isNegative() && closeTimeout.toDays() < 1, "Closing waits 0 ms to 1 day");
    }

    /**
     * The defaults: a body of 1 MiB; 100 header fields; 128 KiB of request line and header fields, since presigned
     * queries carry whole tokens; 30 s for a request, 60 s idle, 5 s to close; 2 I/O and up to 256 worker threads, since each call of
     * an issuer that does not answer holds one for some seconds.
     */
    public static ServerOptions of(String host, int port) {
        return new ServerOptions(
                host,
                port,
                1 << 20,
                100,
                128 << 10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                2,
                256,
                List.of(),
                Optional.empty());
    }

    /** The same with other time-outs. */
    public ServerOptions withTimeouts(Duration request, Duration idle, Duration close) {
        return new ServerOptions(
                host,
                port,
                maxBodyBytes,
                maxHeaderCount,
                maxHeaderBytes,
                request,
                idle,
                close,
                ioThreads,
                maxWorkerThreads,
                controlHosts,
                tls);
    }

    /** The same with other {@code controlHosts}. */
    public ServerOptions withControlHosts(List<String> names) {
        return new ServerOptions(
                host,
                port,
                maxBodyBytes,
                maxHeaderCount,
                maxHeaderBytes,
                requestTimeout,
                idleTimeout,
                closeTimeout,
                ioThreads,
                maxWorkerThreads,
                names,
                tls);
    }

    /** The same with an https listener, or without one. */
    public ServerOptions withTls(Optional<Tls> listener) {
        return new ServerOptions(
                host,
                port,
                maxBodyBytes,
                maxHeaderCount,
                maxHeaderBytes,
                requestTimeout,
                idleTimeout,
                closeTimeout,
                ioThreads,
                maxWorkerThreads,
                controlHosts,
                listener);
    }

    private static void requirePort(int port) {
        require(port >= 0 && port <= 65535, "A port is 0 to 65535");
    }

    private static boolean isTimeout(Duration duration) {
        return duration.toMillis() >= 1 && duration.toDays() < 1;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
