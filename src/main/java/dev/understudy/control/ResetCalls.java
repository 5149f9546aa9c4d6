package dev.understudy.control;

import dev.understudy.server.HttpResponse;
import java.util.List;

/** Back to the configuration, as between two tests. */
public final class ResetCalls implements ControlCalls {
    private final Runnable reset;

    /** @param reset undoes all that was done to the process since it started, but for its configuration */
    public ResetCalls(Runnable reset) {
        this.reset = reset;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/reset", (request, rest) -> answer()));
    }

    private HttpResponse answer() {
        reset.run();
        return Json.response(200, Json.object().put("reset", true));
    }
}
