package dev.understudy.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Maps, lists and plain values to JSON, and back. */
final class PlainJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlainJson() {}

    /**
     * @throws IllegalArgumentException if the map holds a value of a type that has no plain form in JSON
     */
    static ObjectNode write(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), write(value)));
        return object;
    }

    private static JsonNode write(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return write(map);
        }
        if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(write(item)));
            return array;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return single(value);
    }

    private static JsonNode number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return JSON.numberNode(number.longValue());
        }
        if (number instanceof Double || number instanceof Float) {
            return JSON.numberNode(new BigDecimal(number.toString()));
        }
        if (number instanceof BigInteger whole) {
            return JSON.numberNode(whole);
        }
        if (number instanceof BigDecimal fraction) {
            return JSON.numberNode(fraction);
        }
        throw noForm(number);
    }

    private static JsonNode single(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof CharSequence
                || value instanceof Enum<?>
                || value instanceof URI
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount) {
            return JSON.stringNode(value.toString());
        }
        throw noForm(value);
    }

    private static IllegalArgumentException noForm(Object value) {
        return new IllegalArgumentException(
                "A " + value.getClass().getSimpleName() + " cannot be written as JSON; give its text or a map.");
    }

    /** The members of a JSON object. */
    static Map<String, Object> read(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
        return map;
    }

    // A map from outside may hold null, which the type that callers know does not say.
    @SuppressWarnings("NullAway")
    private static Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> read(node);
            case ARRAY -> {
                List<Object> items = new ArrayList<>(node.size());
                node.values().forEach(item -> items.add(plain(item)));
                yield items;
            }
            case NUMBER -> node.numberValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            default -> null;
        };
    }
}
