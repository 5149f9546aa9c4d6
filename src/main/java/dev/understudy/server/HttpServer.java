package dev.understudy.server;

import io.undertow.UndertowOptions;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * An HTTP/1.1 server on one port. Its threads are daemons: they keep no process alive.
 *
 * <p>It is put together from Undertow's parts rather than by Undertow's builder, which logs at start and stop, and
 * starts more than is needed here.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int MAX_POOLED_BUFFERS = 256;
    private static final int MAX_CONNECTIONS = 4096;
    /** {@link BodyReader} has the limits: Undertow's drops the connection without an answer and prints a stack trace. */
    private static final long UNLIMITED = -1;

    private static final Duration STOP_TIME = Duration.ofSeconds(1);

    private final ServerOptions options;
    private final DefaultByteBufferPool buffers;
    private final GracefulShutdownHandler requests;
    private final HttpOpenListener listener;
    private final XnioWorker worker;
    private final AcceptingChannel<StreamConnection> socket;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HttpServer(ServerOptions options, List<Route> routes) throws IOException {
        Router router = new Router(routes, options.controlHosts());
        this.options = options;
        this.buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, 4);
        this.requests = new GracefulShutdownHandler(
                exchange -> exchange.dispatch((HttpServerExchange dispatched) -> serve(dispatched, router)));
        this.listener = new HttpOpenListener(buffers, protocolOptions(options));
        this.listener.setRootHandler(requests);
        this.worker = QuietXnio.instance()
                .createWorkerBuilder()
                .setWorkerName("understudy-http")
                .setDaemon(true)
                .setWorkerIoThreads(options.ioThreads())
                .setCoreWorkerPoolSize(Math.min(2, options.maxWorkerThreads()))
                .setMaxWorkerPoolSize(options.maxWorkerThreads())
                .setWorkerKeepAlive(30_000)
                .build();
        try {
            this.socket = bind();
        } catch (IOException e) {
            worker.shutdownNow();
            buffers.close();
            throw e;
        }
        socket.resumeAccepts();
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
        return socket.getLocalAddress(InetSocketAddress.class).getPort();
    }

    /** Accepts no more connections, lets the requests in flight finish for a while, then drops what is left. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        IoUtils.safeClose(socket);
        requests.shutdown();
        try {
            requests.awaitShutdown(options.closeTimeout().toMillis());
            listener.closeConnections();
            worker.shutdown();
            if (!worker.awaitTermination(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        buffers.close();
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

    private void accept(AcceptingChannel<StreamConnection> from) {
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

    private AcceptingChannel<StreamConnection> bind() throws IOException {
        String where = "port " + options.port() + " of " + options.host();
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new IOException("Cannot listen on " + where + ": the host name cannot be resolved.");
        }
        try {
            return worker.createStreamConnectionServer(address, this::accept, socketOptions(options));
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
