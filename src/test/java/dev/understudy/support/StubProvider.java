package dev.understudy.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An identity provider that says of every access token what a test has it say, and remembers how it was asked. */
public final class StubProvider implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Answer answer = new Answer(200, "application/json", "{}");
    private volatile boolean silent;

    private record Answer(int status, String type, String body) {}

    public StubProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            queries.add(exchange.getRequestURI().getQuery());
            if (silent) {
                await();
            }
            Answer now = answer;
            byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", now.type());
            exchange.getResponseHeaders()
                    .set("Location", "/elsewhere?" + exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void answers(int status, String json) {
        answers(status, "application/json", json);
    }

    public void answers(int status, String type, String body) {
        answer = new Answer(status, type, body);
    }

    /** From now on it takes requests and does not answer them. */
    public void fallsSilent() {
        silent = true;
    }

    /** The decoded queries of the requests so far. */
    public List<String> queries() {
        return queries;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
