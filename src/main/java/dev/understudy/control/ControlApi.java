package dev.understudy.control;

import dev.understudy.idp.LocalIssuers;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.Authorizer;
import dev.understudy.sts.Journal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What a test asks of Understudy itself, beside AWS's own API: JSON under {@code /_understudy}. */
public final class ControlApi implements HttpHandler {
    /** Where the control API stands. */
    public static final String PREFIX = "/_understudy";

    private final List<Endpoint> endpoints;

    /** A call: its method, its path below the prefix, and what it does. A path that ends in a slash takes all below it. */
    private record Endpoint(String method, String path, Call call) {
        boolean covers(String requested) {
            return path.endsWith("/") ? requested.startsWith(path) : requested.equals(path);
        }
    }

    /** Carries out a call; {@code rest} is what follows the endpoint's path. */
    @FunctionalInterface
    interface Call {
        HttpResponse on(HttpRequest request, String rest) throws ControlException;
    }

    /**
     * @param region the default region
     */
    public ControlApi(
            String version,
            LocalIssuers issuers,
            AssumeRoleWithWebIdentity assumeRole,
            Authorizer authorizer,
            Journal journal,
            InstantSource clock,
            String region) {
        TokenCalls tokens = new TokenCalls(issuers);
        DecisionCalls decisions = new DecisionCalls(assumeRole, journal, clock, region);
        AuthorizeCall authorize = new AuthorizeCall(authorizer);
        endpoints = List.of(
                new Endpoint("GET", "/health", (request, rest) -> health(version)),
                new Endpoint("POST", "/tokens", tokens::issue),
                new Endpoint("GET", "/issuers/", tokens::published),
                new Endpoint("POST", "/explain", decisions::explain),
                new Endpoint("GET", "/decisions/", decisions::find),
                new Endpoint("POST", "/authorize", authorize::on));
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

    private static HttpResponse health(String version) {
        return Json.response(200, Json.object().put("status", "up").put("version", version));
    }
}
