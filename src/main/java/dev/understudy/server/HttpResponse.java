package dev.understudy.server;

import java.nio.charset.StandardCharsets;

/**
 * One response. The server adds {@code Content-Length}, and {@code Date} unless the headers have one.
 *
 * @param status 200 to 599
 * @param body not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copied by nobody for speed.
public record HttpResponse(int status, Headers headers, byte[] body) implements HttpAnswer {
    /**
     * Checks the status.
     *
     * @throws IllegalArgumentException for a status that cannot end a request
     */
    public HttpResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Not a final status: " + status);
        }
    }

    /** A sentence as plain text, with a line feed at its end. */
    public static HttpResponse text(int status, String sentence) {
        return new HttpResponse(
                status,
                Headers.of("Content-Type", "text/plain; charset=utf-8"),
                (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** This response with one more header. */
    @Override
    public HttpResponse with(String name, String value) {
        return new HttpResponse(status, headers.with(name, value), body);
    }

    /** The status only: headers and body may hold secrets. */
    @Override
    public String toString() {
        return "HttpResponse[" + status + "]";
    }
}
