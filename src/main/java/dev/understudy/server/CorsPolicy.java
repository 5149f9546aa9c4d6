package dev.understudy.server;

/** Decides whether a web page may make a request, and tells its browser. */
interface CorsPolicy {
    /** Passes the request on to the handler, or answers in its place. */
    HttpAnswer answer(HttpRequest request, HttpHandler handler);
}
