package dev.understudy.server;

/**
 * Sends the requests below a path to a handler. The longest prefix wins.
 *
 * @param pathPrefix matched in whole segments against the undecoded path: {@code /a} takes {@code /a} and {@code /a/b}
 *     but not {@code /ab}; {@code /} takes everything
 */
public record Route(String pathPrefix, Cors cors, HttpHandler handler) {
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

    boolean matches(String path) {
        return pathPrefix.equals("/") || path.equals(pathPrefix) || path.startsWith(pathPrefix + "/");
    }
}
