package dev.understudy.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Finds the route of a request and has it answered. Whatever a handler does, there is an answer. */
final class Router {
    private static final Logger LOG = System.getLogger(Router.class.getName());

    private final List<Route> longestFirst;
    private final CorsPolicy anyOrigin = new AnyOrigin();
    private final CorsPolicy ownOrigin;
    private final CorsPolicy ownHost;

    Router(List<Route> routes, List<String> controlHosts) {
        this.longestFirst = routes.stream()
                .sorted(Comparator.comparingInt(
                        (Route route) -> -route.pathPrefix().length()))
                .toList();
        this.ownOrigin = new OwnOrigin(controlHosts);
        this.ownHost = new OwnHost("The identity provider", controlHosts);
    }

    HttpAnswer answer(HttpRequest request) {
        return longestFirst.stream()
                .filter(route -> route.matches(request))
                .findFirst()
                .map(route -> policy(route.cors()).answer(request, safe(route)))
                .orElseGet(() -> HttpResponse.text(404, "Nothing is served at this path."));
    }

    private CorsPolicy policy(Cors cors) {
        return switch (cors) {
            case ANY_ORIGIN -> anyOrigin;
            case OWN_ORIGIN -> ownOrigin;
            case OWN_HOST -> ownHost;
            case HANDLER -> (request, handler) -> handler.handle(request);
        };
    }

    private static HttpHandler safe(Route route) {
        return request -> {
            try {
                return Objects.requireNonNull(route.handler().handle(request), "The handler gave no answer");
            } catch (Throwable e) {
                // The request may hold secrets, so the log names only the route.
                LOG.log(Level.ERROR, "The handler of " + route.pathPrefix() + " failed", e);
                return HttpResponse.text(500, "Internal failure");
            }
        };
    }
}
