package dev.understudy.server;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.StreamSourceChannel;

/** Receives the body of one request, within a size and a time. Blocks, so runs on a worker thread. */
final class BodyReader {
    private static final byte[] EMPTY = {};

    private final HttpServerExchange exchange;
    private final int maxBytes;
    private final StreamSourceChannel channel;
    private final WireMeter meter;
    private final long receivedBefore;

    BodyReader(HttpServerExchange exchange, int maxBytes) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
        this.channel = exchange.getRequestChannel();
        this.meter = (WireMeter) ((HttpServerConnection) exchange.getConnection()).getOriginalSourceConduit();
        this.receivedBefore = meter.received();
    }

    /** @throws Refusal if the body is too long, too slow, or breaks off or off the rules */
    byte[] read(Duration timeout) throws Refusal {
        if (exchange.isRequestComplete()) {
            return EMPTY;
        }
        if (exchange.getRequestContentLength() > maxBytes) {
            throw tooLong();
        }
        try {
            if (HttpContinue.requiresContinueResponse(exchange)) {
                HttpContinue.sendContinueResponseBlocking(exchange);
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            switch (transfer(body, maxBytes, maxWireBytes(), timeout)) {
                case COMPLETE -> {
                    return body.toByteArray();
                }
                case TOO_LONG -> throw tooLong();
                default -> throw new Refusal(408, "The request body did not arrive in time.");
            }
        } catch (IOException e) {
            throw new Refusal(400, "The request body is not well formed.");
        }
    }

    /**
     * Takes what the client is still sending, up to a size and a time. A connection that is closed with bytes unread is
     * reset, and the client may lose the response it was sent.
     */
    void discard(long bytes, Duration timeout) {
        if (exchange.isRequestComplete() || HttpContinue.requiresContinueResponse(exchange)) {
            return;
        }
        try {
            transfer(OutputStream.nullOutputStream(), bytes, receivedWireBytes() + bytes, timeout);
        } catch (IOException e) {
            // The client has gone, which is all the same now.
        }
    }

    private enum End {
        COMPLETE,
        TOO_LONG,
        TOO_SLOW
    }

    private End transfer(OutputStream to, long limit, long wireLimit, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long total = 0;
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            byte[] bytes = new byte[buffer.capacity()];
            while (true) {
                int read = channel.read(buffer.clear());
                if (read < 0) {
                    return End.COMPLETE;
                }
                total += read;
                if (total > limit || receivedWireBytes() > wireLimit) {
                    return End.TOO_LONG;
                }
                buffer.flip().get(bytes, 0, read);
                to.write(bytes, 0, read);
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return End.TOO_SLOW;
                }
                if (read == 0) {
                    channel.awaitReadable(left, TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    private long receivedWireBytes() {
        return meter.received() - receivedBefore;
    }

    /** Chunks of one byte are six on the wire. What exceeds this is extensions of chunks, or trailers, without end. */
    private long maxWireBytes() {
        return 8L * maxBytes + (64 << 10);
    }

    private Refusal tooLong() {
        return new Refusal(413, "The request body is longer than " + maxBytes + " bytes.");
    }
}
