package dev.understudy.control;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** What Prometheus asks for. */
public final class MetricsCalls implements ControlCalls {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> metrics;

    /** @param metrics in the text format of Prometheus */
    public MetricsCalls(Supplier<String> metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("GET", "/metrics", (request, rest) -> answer()));
    }

    private HttpResponse answer() {
        byte[] body = metrics.get().getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(200, Headers.of("Content-Type", CONTENT_TYPE), body);
    }
}
