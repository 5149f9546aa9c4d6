package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a request to a provider's endpoint says in its query and its headers. */
final class RequestParameters {
    private static final String BEARER = "bearer ";

    private final HttpRequest request;

    RequestParameters(HttpRequest request) {
        this.request = request;
    }

    /** A parameter of the query; the first of several; none if it is empty or its encoding is broken. */
    Optional<String> query(String name) {
        return Arrays.stream(request.query().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .flatMap(pair -> decoded(pair.substring(name.length() + 1)))
                .filter(value -> !value.isEmpty());
    }

    /** The token of the header {@code Authorization}. */
    Optional<String> bearer() {
        return request.headers()
                .first("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    Optional<String> header(String name) {
        return request.headers().first(name);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
