package dev.understudy.control;

import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Whether the process is up, and with what configuration. */
public final class HealthCalls implements ControlCalls {
    private final String version;
    private final Supplier<String> region;
    private final Supplier<ConfigurationState> configuration;

    /**
     * @param region the default region
     */
    public HealthCalls(String version, Supplier<String> region, Supplier<ConfigurationState> configuration) {
        this.version = version;
        this.region = region;
        this.configuration = configuration;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("GET", "/health", this::health), new Endpoint("GET", "/ready", this::ready));
    }

    private HttpResponse health(HttpRequest request, String rest) {
        ConfigurationState state = configuration.get();
        ObjectNode body =
                Json.object().put("status", "up").put("version", version).put("region", region.get());
        ObjectNode shown = body.putObject("configuration")
                .put("name", state.name())
                .put("loadedAt", state.loadedAt().toString())
                .put("state", state.faults().isEmpty() ? "current" : "broken");
        state.faults().forEach(shown.putArray("faults")::add);
        return Json.response(200, body);
    }

    /** The socket opens when everything is there and closes before anything goes: who is answered is served. */
    private HttpResponse ready(HttpRequest request, String rest) {
        return Json.response(200, Json.object().put("ready", true));
    }
}
