package dev.understudy.server;

import java.util.Arrays;

/**
 * Lets every page call, without credentials of the browser, as AWS's endpoints do for the SDK for JavaScript. A request
 * that no page made gets no CORS header: AWS sends none to other clients.
 */
final class AnyOrigin implements CorsPolicy {
    private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    private static final String EXPOSED =
            "Date, x-amz-sts-extended-request-id, x-amzn-ErrorMessage, x-amzn-ErrorType, x-amzn-RequestId";
    /** In seconds. Browsers keep a preflight for two hours at most. */
    private static final String MAX_AGE = "7200";

    static final int MAX_REQUESTED_HEADERS = 4096;

    @Override
    public HttpAnswer answer(HttpRequest request, HttpHandler handler) {
        if (request.headers().first("Origin").isEmpty()) {
            return handler.handle(request);
        }
        if (isPreflight(request)) {
            return preflight(request);
        }
        return handler.handle(request)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", EXPOSED);
    }

    private static boolean isPreflight(HttpRequest request) {
        return request.method().equals("OPTIONS")
                && request.headers().first("Access-Control-Request-Method").isPresent();
    }

    private static HttpResponse preflight(HttpRequest request) {
        Headers headers = Headers.of(
                "Access-Control-Allow-Origin", "*",
                "Access-Control-Allow-Methods", METHODS,
                "Access-Control-Max-Age", MAX_AGE);
        String requested = String.join(",", request.headers().all("Access-Control-Request-Headers"));
        return new HttpResponse(
                200,
                isHeaderNames(requested) ? headers.with("Access-Control-Allow-Headers", requested) : headers,
                new byte[0]);
    }

    /** The names go back to the browser, so they are names and nothing else. */
    private static boolean isHeaderNames(String list) {
        return list.length() <= MAX_REQUESTED_HEADERS
                && Arrays.stream(list.split(",", -1)).map(String::strip).allMatch(Headers::isToken);
    }
}
