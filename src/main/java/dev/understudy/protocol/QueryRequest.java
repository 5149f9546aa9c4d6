package dev.understudy.protocol;

import dev.understudy.server.HttpRequest;
import dev.understudy.sts.StsException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A Query call before it is routed. */
record QueryRequest(Optional<String> action, Optional<String> version, QueryParameters parameters) {
    private static final String FORM = "application/x-www-form-urlencoded";

    /**
     * Reads the query string, and the body of a POST whose content type says that it is a form: without it, AWS
     * ignores the body.
     *
     * @throws StsException {@code MalformedInput} if either cannot be decoded
     */
    static QueryRequest read(HttpRequest request) throws StsException {
        Map<String, String> decoded = new HashMap<>();
        FormDecoder.decode(request.query(), decoded);
        if (request.method().equals("POST") && isForm(request)) {
            FormDecoder.decode(new String(request.body(), StandardCharsets.ISO_8859_1), decoded);
        }
        QueryParameters parameters = new QueryParameters(decoded);
        return new QueryRequest(parameters.string("Action"), parameters.string("Version"), parameters);
    }

    private static boolean isForm(HttpRequest request) {
        return request.headers()
                .first("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(FORM::equals)
                .isPresent();
    }
}
