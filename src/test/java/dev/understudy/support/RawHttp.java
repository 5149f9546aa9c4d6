package dev.understudy.support;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request with a Host of the test's choice, which Java's own client does not let one choose. */
public final class RawHttp {
    private RawHttp() {}

    /** The whole answer to a form. */
    public static String post(URI endpoint, String host, String form) throws IOException {
        return send(
                endpoint,
                "POST / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form);
    }

    /** The whole answer to a request for a path. */
    public static String get(URI endpoint, String host, String path) throws IOException {
        return send(endpoint, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String send(URI endpoint, String request) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
