package dev.understudy.metrics;

import dev.understudy.journal.Call;
import dev.understudy.sts.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The meters themselves. No label takes its value from a client, so their number is bounded. */
final class Meters {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Kind, Timer> calls = new ConcurrentHashMap<>();
    private final Fetches fetched;
    private final Fetches failed;

    private record Kind(String action, Call.Outcome outcome, Optional<ErrorCode> code) {}

    private record Fetches(Counter count, Timer time) {}

    Meters(List<Metrics.Total> totals) {
        fetched = fetches("success");
        failed = fetches("failure");
        totals.forEach(this::count);
        new JvmMemoryMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void call(String action, Call.Outcome outcome, Optional<ErrorCode> code, long nanoseconds) {
        calls.computeIfAbsent(new Kind(action, outcome, code), this::timer).record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    void keyFetch(boolean success, long nanoseconds) {
        Fetches fetches = success ? fetched : failed;
        fetches.count().increment();
        fetches.time().record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    String scrape() {
        return registry.scrape();
    }

    private Timer timer(Kind kind) {
        return Timer.builder("understudy.calls")
                .description("Calls of STS actions, until the answer was ready")
                .tag("action", kind.action())
                .tag("outcome", kind.outcome().name().toLowerCase(Locale.ROOT))
                .tag("code", kind.code().map(ErrorCode::wireCode).orElse("none"))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Fetches fetches(String outcome) {
        Counter count = Counter.builder("understudy.key.fetches")
                .description("Fetches of issuers' keys over the network")
                .tag("outcome", outcome)
                .register(registry);
        Timer time = Timer.builder("understudy.key.fetch")
                .description("How long fetches of issuers' keys took")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        return new Fetches(count, time);
    }

    void count(Metrics.Total total) {
        FunctionCounter.builder(total.name(), total, it -> it.count().getAsLong())
                .description(total.help())
                .tags(total.outcome().map(it -> Tags.of("outcome", it)).orElse(Tags.empty()))
                .register(registry);
    }
}
