package dev.understudy.server;

/** Answers requests. It is called on a worker thread, by many at once, and may block. */
@FunctionalInterface
public interface HttpHandler {
    /** What this throws becomes status 500 without detail; the detail goes to the log. */
    HttpAnswer handle(HttpRequest request);
}
