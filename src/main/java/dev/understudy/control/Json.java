package dev.understudy.control;

import dev.understudy.json.JsonPrinter;
import dev.understudy.json.JsonReader;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of the control API. */
final class Json {
    /** A member twice is a mistake that must not pass, and a number keeps the digits that it was given. */
    private static final JsonReader READER = JsonReader.strict();

    private static final Pattern SOURCE = Pattern.compile(" ?\\((?:start marker )?at \\[Source: [^\\]]*\\]\\)");

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The request's body, which must be a JSON object. */
    static ObjectNode body(HttpRequest request) throws ControlException {
        try {
            if (READER.read(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw ControlException.badRequest("The body is not JSON: " + reason(malformed));
        }
        throw ControlException.badRequest("The body must be a JSON object.");
    }

    /** Jackson's sentence without the place, of which it knows nothing for bytes. */
    private static String reason(JacksonException malformed) {
        return SOURCE.matcher(malformed.getOriginalMessage()).replaceAll("");
    }

    static HttpResponse response(int status, JsonNode body) {
        return text(status, JsonPrinter.PLAIN.print(body));
    }

    static HttpResponse text(int status, String json) {
        return new HttpResponse(
                status, Headers.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse error(int status, String message) {
        return response(status, object().put("error", message));
    }
}
