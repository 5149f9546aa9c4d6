package dev.understudy.control;

import java.util.List;

/** Whether the process is up. */
public final class HealthCalls implements ControlCalls {
    private final String version;

    public HealthCalls(String version) {
        this.version = version;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint(
                "GET",
                "/health",
                (request, rest) ->
                        Json.response(200, Json.object().put("status", "up").put("version", version))));
    }
}
