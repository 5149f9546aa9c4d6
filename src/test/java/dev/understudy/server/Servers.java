package dev.understudy.server;

import java.io.IOException;
import java.util.List;

/** Servers for tests, on a free port of the loopback interface. */
final class Servers {
    private Servers() {}

    static ServerOptions options() {
        return ServerOptions.of("127.0.0.1", 0);
    }

    static HttpServer start(HttpHandler handler) throws IOException {
        return start(options(), handler);
    }

    static HttpServer start(ServerOptions options, HttpHandler handler) throws IOException {
        return HttpServer.start(options, List.of(new Route("/", Cors.ANY_ORIGIN, handler)));
    }

    /** Answers with what it was asked: method, path, query and size of the body. */
    static HttpResponse echo(HttpRequest request) {
        return HttpResponse.text(
                200, request.method() + " " + request.path() + " [" + request.query() + "] " + request.body().length);
    }
}
