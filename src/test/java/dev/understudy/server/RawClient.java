package dev.understudy.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A socket that sends exactly what it is told, and reads responses as HTTP frames them. It never waits for long. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    record Response(int status, Headers headers, String body) {}

    private final Socket socket;
    private final InputStream in;

    RawClient(HttpServer server) throws IOException {
        this(server, 0);
    }

    /**
     * Connects.
     *
     * @param receiveBytes the size of the receive buffer, 0 for the usual one
     */
    RawClient(HttpServer server, int receiveBytes) throws IOException {
        socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Says that nothing more will be sent. */
    RawClient finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Response response() throws IOException {
        Response head = head();
        int length =
                head.headers().first("Content-Length").map(Integer::parseInt).orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The body broke off after " + body.length + " of " + length + " bytes");
        }
        return new Response(head.status(), head.headers(), new String(body, ISO_8859_1));
    }

    /** A response without a body, whatever its Content-Length says. */
    Response head() throws IOException {
        String[] statusLine = line().split(" ", 3);
        Headers headers = Headers.EMPTY;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] field = line.split(": ?", 2);
            headers = headers.with(field[0], field[1]);
        }
        return new Response(Integer.parseInt(statusLine[1]), headers, "");
    }

    /** Everything until the server closes the connection, or resets it. */
    String rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (java.net.SocketException e) {
            rest.write("<reset>".getBytes(ISO_8859_1));
        }
        return rest.toString(ISO_8859_1);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("Closed after: " + line.toString(ISO_8859_1));
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
