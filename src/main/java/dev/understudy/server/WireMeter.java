package dev.understudy.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Counts the bytes that a connection has received, below any transfer coding. */
final class WireMeter extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private volatile long received;

    private WireMeter(StreamSourceConduit next) {
        super(next);
    }

    /** Counts from now on. */
    static void install(StreamConnection connection) {
        connection
                .getSourceChannel()
                .setConduit(new WireMeter(connection.getSourceChannel().getConduit()));
    }

    long received() {
        return received;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return (int) count(super.read(to));
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        return count(super.read(to, offset, length));
    }

    /** Only one thread reads at a time; others may look. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private long count(long read) {
        received += Math.max(read, 0);
        return read;
    }
}
