package dev.understudy.idp;

import dev.understudy.json.JsonPrinter;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers of identity providers in JSON. */
final class ProviderJson {
    private ProviderJson() {}

    /** How something is told in JSON. */
    @FunctionalInterface
    interface Of<T> {
        ObjectNode of(T what);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** No cache may keep it, as RFC 6749 has it for all that concerns tokens. */
    static HttpResponse response(int status, ObjectNode json) {
        return new HttpResponse(
                        status,
                        Headers.of("Content-Type", "application/json"),
                        JsonPrinter.PLAIN.print(json).getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }
}
