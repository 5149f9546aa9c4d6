package dev.understudy.server;

import java.util.function.Predicate;

/**
 * Sends the requests below a path to a handler. The longest prefix wins; of equal ones, the first.
 *
 * @param pathPrefix matched in whole segments against the undecoded path: {@code /a} takes {@code /a} and {@code /a/b}
 *     but not {@code /ab}; {@code /} takes everything
 * @param condition which of these requests it takes; the others go to the next route. It is asked on every such request
 */
public record Route(String pathPrefix, Cors cors, HttpHandler handler, Predicate<HttpRequest> condition) {
    /**
     * Checks the prefix.
     *
     * @throws IllegalArgumentException if the prefix does not begin with a slash, or ends with one needlessly
     */
    public Route {
        if (!pathPrefix.startsWith("/") || (pathPrefix.length() > 1 && pathPrefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "A path prefix begins with a slash and does not end with one: " + pathPrefix);
        }
    }

    /** A route for every request below the path. */
    public Route(String pathPrefix, Cors cors, HttpHandler handler) {
        this(pathPrefix, cors, handler, request -> true);
    }

    /** The same for such requests only. */
    public Route when(Predicate<HttpRequest> only) {
        return new Route(pathPrefix, cors, handler, only);
    }

    boolean matches(HttpRequest request) {
        String path = request.path();
        boolean below = pathPrefix.equals("/") || path.equals(pathPrefix) || path.startsWith(pathPrefix + "/");
        return below && condition.test(request);
    }
}
