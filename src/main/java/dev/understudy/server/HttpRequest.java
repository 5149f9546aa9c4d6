package dev.understudy.server;

/**
 * One request, fully received.
 *
 * @param path as on the request line, not decoded; the absolute form is reduced to its path
 * @param query as on the request line, not decoded and without its question mark; empty if there is none
 * @param headers as received, except that the order is kept only among fields of one name
 * @param body not copied, so not to be changed
 * @param remoteAddress the client's IP address; empty if it is already gone
 * @param secure whether the connection is TLS
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copied by nobody for speed.
public record HttpRequest(
        String method, String path, String query, Headers headers, byte[] body, String remoteAddress, boolean secure) {

    /** Where the client has reached us, such as {@code http://localhost:4592}, so that it can follow what it is given. */
    public String origin() {
        return (secure ? "https://" : "http://") + headers.first("Host").orElse("localhost");
    }

    /** The method and the path only: query, headers and body may hold secrets. */
    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + path + "]";
    }
}
