package dev.understudy.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.xnio.IoUtils;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSinkChannel;

/** One exchange of Undertow's, as a request to receive and a response to send. */
final class Exchange {
    /** How much of a refused request is still taken, so that the client sees the response. */
    private static final long MAX_DISCARDED_BYTES = 16L << 20;

    private static final Duration MAX_DISCARD_TIME = Duration.ofSeconds(1);
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\\d{1,18}");
    /** The server frames responses itself. */
    private static final Set<String> FRAMING = Set.of("connection", "content-length", "transfer-encoding");

    private final HttpServerExchange exchange;
    private final Duration timeout;
    private final BodyReader body;

    Exchange(HttpServerExchange exchange, ServerOptions options) {
        this.exchange = exchange;
        this.timeout = options.requestTimeout();
        this.body = new BodyReader(exchange, options.maxBodyBytes());
    }

    HttpRequest receive() throws Refusal {
        checkFraming();
        return new HttpRequest(
                exchange.getRequestMethod().toString(),
                path(),
                exchange.getQueryString(),
                headers(),
                body.read(timeout),
                remoteAddress(),
                exchange.getRequestScheme().equals("https"));
    }

    /** Sends the answer when it is due; until then no thread is held. */
    void send(HttpAnswer answer) {
        if (answer instanceof HttpResponse response) {
            respond(response);
        } else if (answer instanceof HttpAnswer.Delayed delayed) {
            exchange.dispatch(after(delayed.by()), (HttpServerExchange due) -> send(delayed.answer()));
        } else {
            drop();
        }
    }

    private Executor after(Duration delay) {
        return task -> exchange.getIoThread().executeAfter(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void drop() {
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }

    private void respond(HttpResponse response) {
        writeHead(response);
        if (response.body().length == 0 || exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(response.body()));
        }
    }

    /** Answers and closes the connection: where the next request would begin is not known, or far away. */
    void refuse(Refusal refusal) {
        HttpResponse response = refusal.response();
        exchange.setPersistent(false);
        try {
            writeHead(response);
            StreamSinkChannel sink = exchange.getResponseChannel();
            Channels.writeBlocking(sink, ByteBuffer.wrap(response.body()));
            sink.shutdownWrites();
            Channels.flushBlocking(sink);
            body.discard(MAX_DISCARDED_BYTES, MAX_DISCARD_TIME);
        } catch (IOException e) {
            // The client has gone, which is all the same now.
        } finally {
            drop();
        }
    }

    /** Undertow takes every coding for chunked, and lets the digits of a length overflow; here both end the matter. */
    private void checkFraming() throws Refusal {
        HeaderMap headers = exchange.getRequestHeaders();
        String length = headers.getFirst(io.undertow.util.Headers.CONTENT_LENGTH);
        if (length != null && !CONTENT_LENGTH.matcher(length).matches()) {
            throw new Refusal(400, "The Content-Length is not a length.");
        }
        String coding = headers.getFirst(io.undertow.util.Headers.TRANSFER_ENCODING);
        if (coding != null && !(coding.equalsIgnoreCase("chunked") && exchange.isHttp11())) {
            throw new Refusal(400, "The only transfer coding known here is chunked, in HTTP/1.1.");
        }
        if (exchange.getRequestMethod().equals(Methods.CONNECT)) {
            throw new Refusal(405, "This server is no proxy.");
        }
    }

    private String path() {
        String target = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return target;
        }
        int slash = target.indexOf('/', target.indexOf("//") + 2);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private Headers headers() throws Refusal {
        List<String> namesAndValues = new ArrayList<>();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            for (String value : values) {
                namesAndValues.add(values.getHeaderName().toString());
                namesAndValues.add(value);
            }
        }
        try {
            return Headers.of(namesAndValues.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "A header field is not well formed.");
        }
    }

    private String remoteAddress() {
        InetSocketAddress address = exchange.getSourceAddress();
        return address == null || address.getAddress() == null
                ? ""
                : address.getAddress().getHostAddress();
    }

    private void writeHead(HttpResponse response) {
        exchange.setStatusCode(response.status());
        for (Map.Entry<String, String> field : response.headers().entries()) {
            if (!FRAMING.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().add(new HttpString(field.getKey()), field.getValue());
            }
        }
        exchange.setResponseContentLength(response.body().length);
    }
}
