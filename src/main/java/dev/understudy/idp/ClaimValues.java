package dev.understudy.idp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of claims, from plain Java to JSON. */
final class ClaimValues {
    /** No token is deeper, and a collection that contains itself would never end. */
    static final int MAX_DEPTH = 32;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ClaimValues() {}

    /**
     * The value as JSON.
     *
     * @param name for messages
     * @throws IllegalArgumentException if it has no JSON form that is beyond doubt
     */
    static JsonNode of(String name, @Nullable Object value) {
        return of(name, value, 0);
    }

    private static JsonNode of(String name, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "The value of \"" + name + "\" is nested more than " + MAX_DEPTH + " levels deep.");
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, member) -> object.set(key(name, key), of(name, member, depth + 1)));
            return object;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(of(name, item, depth + 1)));
            return array;
        }
        return single(name, value);
    }

    private static JsonNode single(String name, @Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof String text) {
            return JSON.stringNode(text);
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return JSON.numberNode(number);
        }
        if (value instanceof BigInteger number) {
            return JSON.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return JSON.numberNode(number);
        }
        if (value instanceof JsonNode json) {
            return json.deepCopy();
        }
        throw new IllegalArgumentException("The value of \"" + name
                + "\" must be a text, a finite number, a boolean, or a collection or map of such, not a "
                + value.getClass().getSimpleName() + ".");
    }

    private static String key(String name, @Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The keys of the map \"" + name + "\" must be texts.");
    }
}
