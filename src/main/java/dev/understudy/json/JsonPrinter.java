package dev.understudy.json;

import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;

/** Writes a tree as JSON on one line, as {@link JsonNode#toString} does, which builds an object mapper for it. */
public final class JsonPrinter {
    public static final JsonPrinter PLAIN =
            new JsonPrinter(JsonFactory.builder().build());

    /** Every character beyond ASCII is escaped. */
    public static final JsonPrinter ASCII = new JsonPrinter(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private final JsonFactory json;

    private JsonPrinter(JsonFactory json) {
        this.json = json;
    }

    /**
     * The tree as JSON. A number that is not finite becomes a text.
     *
     * @throws JacksonException if it is nested too deeply, which a tree that was read is not
     * @throws IllegalArgumentException if it holds what JSON has no form for, such as bytes
     */
    public String print(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), text)) {
            write(tree, out);
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator out) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                out.writeStartObject();
                node.properties().forEach(member -> {
                    out.writeName(member.getKey());
                    write(member.getValue(), out);
                });
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                node.values().forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.stringValue());
            case NUMBER -> writeNumber(node, out);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            case NULL -> out.writeNull();
            default -> throw new IllegalArgumentException("JSON has no " + node.getNodeType());
        }
    }

    private static void writeNumber(JsonNode number, JsonGenerator out) {
        switch (number.numberType()) {
            case INT -> out.writeNumber(number.intValue());
            case LONG -> out.writeNumber(number.longValue());
            case BIG_INTEGER -> out.writeNumber(number.bigIntegerValue());
            case FLOAT -> out.writeNumber(number.floatValue());
            case DOUBLE -> out.writeNumber(number.doubleValue());
            case BIG_DECIMAL -> out.writeNumber(number.decimalValue());
        }
    }
}
