package dev.understudy.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one JSON document into a tree. Nothing may follow it but white space. The depth, and the lengths of texts, names and
 * numbers, are bounded; by Jackson's defaults if no others are given. Immutable.
 */
public final class JsonReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean strict;
    private final StreamReadConstraints limits;
    private final JsonFactory json;

    private JsonReader(boolean strict, StreamReadConstraints limits) {
        this.strict = strict;
        this.limits = limits;
        this.json = JsonFactory.builder()
                .streamReadConstraints(limits)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .build();
    }

    /** Refuses an object that has a member twice, and keeps the digits of a fraction as they were given. */
    public static JsonReader strict() {
        return new JsonReader(true, StreamReadConstraints.defaults());
    }

    /** Of members with one name the last wins, and a fraction becomes a double. */
    public static JsonReader lastWins() {
        return new JsonReader(false, StreamReadConstraints.defaults());
    }

    /** The same for objects and lists that are nested this deep at most. */
    public JsonReader deepest(int levels) {
        return new JsonReader(strict, limits.rebuild().maxNestingDepth(levels).build());
    }

    /** The same for texts of this many characters at most. */
    public JsonReader longestText(int characters) {
        return new JsonReader(
                strict, limits.rebuild().maxStringLength(characters).build());
    }

    /**
     * The document; a missing node if there is nothing but white space.
     *
     * @throws JacksonException if the text is not JSON, or is beyond a limit
     */
    public JsonNode read(String text) {
        return document(json.createParser(ObjectReadContext.empty(), text));
    }

    /** The same of bytes in UTF-8, or in UTF-16 or UTF-32 as their beginning tells. */
    public JsonNode read(byte[] bytes) {
        return document(json.createParser(ObjectReadContext.empty(), bytes));
    }

    private JsonNode document(JsonParser unread) {
        try (JsonParser parser = unread) {
            if (parser.nextToken() == null) {
                return NODES.missingNode();
            }
            JsonNode document = value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(
                        parser, "Another value follows the document", parser.currentTokenLocation());
            }
            return document;
        }
    }

    private JsonNode value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("JSON has no " + parser.currentToken());
        };
    }

    private ObjectNode object(JsonParser parser) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static JsonNode whole(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode fraction(JsonParser parser) {
        if (!strict) {
            return NODES.numberNode(parser.getDoubleValue());
        }
        try {
            return NODES.numberNode(parser.getDecimalValue());
        } catch (NumberFormatException outOfRange) {
            // Jackson lets it pass for an exponent beyond that of a BigDecimal.
            throw new StreamReadException(parser, "A number is out of range", parser.currentTokenLocation());
        }
    }
}
