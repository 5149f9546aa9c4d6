package dev.understudy.metrics;

import dev.understudy.journal.Call;
import dev.understudy.journal.CallListener;
import dev.understudy.sts.ErrorCode;
import dev.understudy.token.KeyFetcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times for Prometheus. The library behind it takes longer to load than Understudy to start, so it is
 * loaded when somebody first asks for the metrics; until then measurements wait, up to {@value #MOST_WAITING} of them,
 * after which it is loaded in the background. Safe for many threads.
 */
public final class Metrics implements CallListener {
    static final int MOST_WAITING = 1_000;

    private final Object building = new Object();
    private final List<Total> totals = new ArrayList<>();
    private final List<Consumer<Meters>> waiting = new ArrayList<>();
    private volatile @Nullable Meters meters;

    /** Something that another room counts. */
    record Total(String name, String help, Optional<String> outcome, LongSupplier count) {}

    /**
     * Shows what another room counts.
     *
     * @param name with dots, such as {@code understudy.tokens.issued}
     * @param help one phrase for people
     * @param count never falls
     */
    public void show(String name, String help, LongSupplier count) {
        show(new Total(name, help, Optional.empty(), count));
    }

    /** The same for one value of the label {@code outcome}. */
    public void show(String name, String help, String outcome, LongSupplier count) {
        show(new Total(name, help, Optional.of(outcome), count));
    }

    private void show(Total total) {
        synchronized (building) {
            totals.add(total);
            Meters loaded = meters;
            if (loaded != null) {
                loaded.count(total);
            }
        }
    }

    @Override
    public void called(String action, Call.Outcome outcome, Optional<ErrorCode> code, long nanoseconds) {
        measure(loaded -> loaded.call(action, outcome, code, nanoseconds));
    }

    /** The same fetcher, timed. */
    public KeyFetcher timing(KeyFetcher fetcher) {
        return (issuer, source) -> {
            long start = System.nanoTime();
            boolean fetched = false;
            try {
                String keys = fetcher.fetch(issuer, source);
                fetched = true;
                return keys;
            } finally {
                boolean success = fetched;
                long nanoseconds = System.nanoTime() - start;
                measure(loaded -> loaded.keyFetch(success, nanoseconds));
            }
        };
    }

    /** All of it, in the text format of Prometheus, version 0.0.4. */
    public String scrape() {
        return load().scrape();
    }

    private void measure(Consumer<Meters> measurement) {
        Meters loaded = meters;
        if (loaded == null) {
            loaded = loadedUnlessWaiting(measurement);
        }
        if (loaded != null) {
            measurement.accept(loaded);
        }
    }

    private @Nullable Meters loadedUnlessWaiting(Consumer<Meters> measurement) {
        synchronized (waiting) {
            if (meters == null) {
                waiting.add(measurement);
                if (waiting.size() == MOST_WAITING) {
                    Thread loader = new Thread(this::load, "understudy-metrics");
                    loader.setDaemon(true);
                    loader.start();
                }
            }
            return meters;
        }
    }

    private Meters load() {
        synchronized (building) {
            Meters loaded = meters;
            if (loaded == null) {
                loaded = new Meters(totals);
                publish(loaded);
            }
            return loaded;
        }
    }

    private void publish(Meters loaded) {
        synchronized (waiting) {
            waiting.forEach(measurement -> measurement.accept(loaded));
            waiting.clear();
            meters = loaded;
        }
    }
}
