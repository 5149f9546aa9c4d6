package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.config.Node.Sequence;
import java.io.StringWriter;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a document that stands inline in the configuration as the JSON that its reader expects. */
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final JsonGenerator out;
    private final boolean numbers;

    private JsonText(JsonGenerator out, boolean numbers) {
        this.out = out;
        this.numbers = numbers;
    }

    /**
     * A policy. Its numbers become texts, as the file has them: an unquoted account id or application id must not lose
     * a digit, and IAM reads the values of conditions as text.
     */
    static String policy(Node node) {
        return write(node, false);
    }

    /** Any other document, in which a number stays one. */
    static String document(Node node) {
        return write(node, true);
    }

    private static String write(Node node, boolean numbers) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new JsonText(out, numbers).write(node);
        }
        return text.toString();
    }

    private void write(Node node) {
        if (node instanceof Mapping mapping) {
            out.writeStartObject();
            mapping.members().forEach((name, value) -> {
                out.writeName(name);
                write(value);
            });
            out.writeEndObject();
        } else if (node instanceof Sequence sequence) {
            out.writeStartArray();
            sequence.items().forEach(this::write);
            out.writeEndArray();
        } else if (node instanceof Scalar scalar) {
            write(scalar);
        }
    }

    private void write(Scalar scalar) {
        switch (scalar.kind()) {
            case BOOLEAN -> out.writeBoolean(Boolean.parseBoolean(scalar.text()));
            case NULL -> out.writeNull();
            case NUMBER -> {
                if (numbers && NUMBER.matcher(scalar.text()).matches()) {
                    out.writeNumber(scalar.text());
                } else {
                    out.writeString(scalar.text());
                }
            }
            case TEXT -> out.writeString(scalar.text());
        }
    }
}
