package dev.understudy.control;

import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import java.util.Optional;

/** What a test asks of Understudy itself, beside AWS's own API: JSON under {@code /_understudy}. */
public final class ControlApi implements HttpHandler {
    /** Where the control API stands. */
    public static final String PREFIX = "/_understudy";

    private final List<Endpoint> endpoints;

    public ControlApi(List<ControlCalls> calls) {
        endpoints = calls.stream().flatMap(group -> group.endpoints().stream()).toList();
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        String path = request.path().substring(PREFIX.length());
        List<Endpoint> here =
                endpoints.stream().filter(endpoint -> endpoint.covers(path)).toList();
        Optional<Endpoint> match = here.stream()
                .filter(endpoint -> endpoint.method().equals(request.method()))
                .findFirst();
        if (here.isEmpty()) {
            return Json.error(404, "There is no control call " + PREFIX + path + ".");
        }
        if (match.isEmpty()) {
            String allowed =
                    String.join(", ", here.stream().map(Endpoint::method).toList());
            HttpResponse refusal =
                    Json.error(405, PREFIX + path + " takes " + allowed + ", not " + request.method() + ".");
            return new HttpResponse(refusal.status(), refusal.headers().with("Allow", allowed), refusal.body());
        }
        try {
            return match.get()
                    .call()
                    .on(request, path.substring(match.get().path().length()));
        } catch (ControlException refusal) {
            return Json.error(refusal.status(), refusal.reason());
        }
    }
}
