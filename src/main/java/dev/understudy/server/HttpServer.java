package dev.understudy.server;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.threads.EnhancedQueueExecutor;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * An HTTP/1.1 server on one port, and on a second one over TLS if asked for. Its threads are daemons: they keep no process alive.
 *
 * <p>It is put together from Undertow's parts rather than by Undertow's builder, which logs at start and stop, and
 * starts more than is needed here.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HttpServer.class.getName());
    /** A whole TLS record has to fit: 16 KiB and what surrounds them. Otherwise Undertow tries to read it for ever. */
    private static final int BUFFER_BYTES = 17 << 10;

    private static final int MAX_POOLED_BUFFERS = 256;
    private static final int MAX_CONNECTIONS = 4096;
    /** {@link BodyReader} has the limits: Undertow's drops the connection without an answer and prints a stack trace. */
    private static final long UNLIMITED = -1;

    /** The JVM may still know older ones. */
    private static final Sequence<String> TLS_VERSIONS = Sequence.of("TLSv1.3", "TLSv1.2");

    private static final Duration STOP_TIME = Duration.ofSeconds(1);

    private final ServerOptions options;
    private final DefaultByteBufferPool buffers;
    private final GracefulShutdownHandler requests;
    private final HttpOpenListener listener;
    private final EnhancedQueueExecutor tasks;
    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> socket;
    private final Optional<AcceptingChannel<? extends StreamConnection>> tlsSocket;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpServer(ServerOptions options, List<Route> routes) throws IOException {
        Router router = new Router(routes, options.controlHosts());
        this.options = options;
        this.buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, 4);
        this.requests = new GracefulShutdownHandler(
                exchange -> exchange.dispatch((HttpServerExchange dispatched) -> serve(dispatched, router)));
        this.listener = new HttpOpenListener(buffers, protocolOptions(options));
        this.listener.setRootHandler(requests);
        this.tasks = WorkerThreads.atMost(options.maxWorkerThreads());
        this.worker = QuietXnio.instance()
                .createWorkerBuilder()
                .setWorkerName("understudy-http")
                .setDaemon(true)
                .setWorkerIoThreads(options.ioThreads())
                .setExternalExecutorService(tasks)
                .build();
        try {
            this.socket = bind(options.port(), this::plain);
            this.tlsSocket = options.tls().isEmpty()
                    ? Optional.empty()
                    : Optional.of(bindTls(options.tls().get()));
        } catch (IOException e) {
            stopNow();
            buffers.close();
            throw e;
        }
        socket.resumeAccepts();
        tlsSocket.ifPresent(AcceptingChannel::resumeAccepts);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if it cannot listen there; the message says why, and what to do
     */
    public static HttpServer start(ServerOptions options, List<Route> routes) throws IOException {
        return new HttpServer(options, routes);
    }

    /** The host it was told to listen on. */
    public String host() {
        return options.host();
    }

    /** The port it listens on. */
    public int port() {
        return port(socket);
    }

    /** The port it listens on over TLS, if it does. */
    public Optional<Integer> tlsPort() {
        return tlsSocket.map(HttpServer::port);
    }

    private static int port(AcceptingChannel<?> socket) {
        return socket.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** Accepts no more connections, lets the requests in flight finish for a while, then drops what is left. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        IoUtils.safeClose(socket);
        tlsSocket.ifPresent(IoUtils::safeClose);
        requests.shutdown();
        try {
            requests.awaitShutdown(options.closeTimeout().toMillis());
            listener.closeConnections();
            worker.shutdown();
            tasks.shutdown();
            long patience = System.nanoTime() + STOP_TIME.toNanos();
            if (!worker.awaitTermination(STOP_TIME.toNanos(), TimeUnit.NANOSECONDS)
                    || !tasks.awaitTermination(patience - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                stopNow();
            }
        } catch (InterruptedException e) {
            stopNow();
            Thread.currentThread().interrupt();
        }
        buffers.close();
    }

    private void stopNow() {
        worker.shutdownNow();
        tasks.shutdownNow();
    }

    private void serve(HttpServerExchange undertow, Router router) {
        Exchange exchange = new Exchange(undertow, options);
        HttpRequest request;
        try {
            request = exchange.receive();
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
            return;
        }
        exchange.send(router.answer(request));
    }

    private void accept(AcceptingChannel<? extends StreamConnection> from) {
        try {
            StreamConnection connection = from.accept();
            if (connection != null) {
                WireMeter.install(connection);
                listener.handleEvent(connection);
            }
        } catch (ClosedChannelException e) {
            // The server is closing; who comes too late is refused.
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Failed to accept a connection", e);
        }
    }

    /** Opens a listening socket. */
    @FunctionalInterface
    private interface Opening {
        AcceptingChannel<? extends StreamConnection> at(InetSocketAddress address) throws IOException;
    }

    private AcceptingChannel<? extends StreamConnection> plain(InetSocketAddress address) throws IOException {
        return worker.createStreamConnectionServer(address, this::accept, socketOptions(options));
    }

    private AcceptingChannel<? extends StreamConnection> bindTls(ServerOptions.Tls tls) throws IOException {
        UndertowXnioSsl ssl = new UndertowXnioSsl(QuietXnio.instance(), OptionMap.EMPTY, buffers, tls.context());
        OptionMap tlsOptions = OptionMap.builder()
                .addAll(socketOptions(options))
                .set(Options.SSL_ENABLED_PROTOCOLS, TLS_VERSIONS)
                .getMap();
        return bind(tls.port(), address -> ssl.createSslConnectionServer(worker, address, this::accept, tlsOptions));
    }

    private AcceptingChannel<? extends StreamConnection> bind(int port, Opening opening) throws IOException {
        String where = "port " + port + " of " + options.host();
        InetSocketAddress address = new InetSocketAddress(options.host(), port);
        if (address.isUnresolved()) {
            throw new IOException("Cannot listen on " + where + ": the host name cannot be resolved.");
        }
        try {
            return opening.at(address);
        } catch (BindException e) {
            throw new IOException(
                    "Cannot listen on " + where + ": the port is in use, or the address is not this machine's ("
                            + e.getMessage() + "). Stop the other program, or choose another port; 0 takes a free one.",
                    e);
        } catch (IOException e) {
            throw new IOException("Cannot listen on " + where + ": " + e.getMessage() + ".", e);
        }
    }

    private static OptionMap socketOptions(ServerOptions options) {
        return OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, 1000)
                .set(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                .set(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                .set(
                        Options.WRITE_TIMEOUT,
                        Math.toIntExact(options.requestTimeout().toMillis()))
                .getMap();
    }

    private static OptionMap protocolOptions(ServerOptions options) {
        return OptionMap.builder()
                .set(UndertowOptions.MAX_HEADERS, options.maxHeaderCount())
                .set(UndertowOptions.MAX_HEADER_SIZE, options.maxHeaderBytes())
                .set(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
                .set(UndertowOptions.DECODE_URL, false)
                .set(
                        UndertowOptions.REQUEST_PARSE_TIMEOUT,
                        Math.toIntExact(options.requestTimeout().toMillis()))
                .set(
                        UndertowOptions.NO_REQUEST_TIMEOUT,
                        Math.toIntExact(options.idleTimeout().toMillis()))
                .getMap();
    }
}
