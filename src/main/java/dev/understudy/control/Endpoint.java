package dev.understudy.control;

import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;

/**
 * A call of the control API.
 *
 * @param path below the prefix; one that ends in a slash takes all below it
 */
record Endpoint(String method, String path, Call call) {
    /** Carries out a call; {@code rest} is what follows the endpoint's path. */
    @FunctionalInterface
    interface Call {
        HttpResponse on(HttpRequest request, String rest) throws ControlException;
    }

    boolean covers(String requested) {
        return path.endsWith("/") ? requested.startsWith(path) : requested.equals(path);
    }
}
