package dev.understudy;

import dev.understudy.config.Fingerprint;
import dev.understudy.config.InvalidConfigurationException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reloads the configuration when a file of it has changed. It looks instead of being told, because what a file system
 * tells gets lost in containers' bind mounts and behind links.
 */
final class ConfigWatcher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.understudy.configuration");
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Reloader reloader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Fingerprint seen;

    ConfigWatcher(Reloader reloader) {
        this.reloader = reloader;
        this.seen = reloader.fingerprint();
    }

    /** Looks twice a second from now on, if there is a file to look at. */
    void start() {
        if (!reloader.fingerprint().files().isEmpty()) {
            Thread thread = new Thread(this::watch, "understudy-configuration");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                tickSafely();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Looks once. A change counts when two looks find the same, so that a file is not read while it is being written.
     * A broken configuration is read at every look, for it may name files that nobody knows of.
     */
    synchronized void tick() {
        Fingerprint loaded = reloader.fingerprint();
        Fingerprint now = Fingerprint.of(loaded.files());
        boolean steady = now.equals(seen);
        seen = now;
        if (!steady || (now.equals(loaded) && reloader.state().faults().isEmpty())) {
            return;
        }
        try {
            reloader.reload();
            seen = reloader.fingerprint();
        } catch (InvalidConfigurationException reported) {
            // The reloader has said why; what is in use stays.
        }
    }

    /** A defect must not end the watch. */
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException defect) {
            LOG.log(Level.ERROR, "A defect, while the configuration was read again", defect);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
