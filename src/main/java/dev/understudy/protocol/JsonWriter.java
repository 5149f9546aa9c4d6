package dev.understudy.protocol;

import dev.understudy.json.JsonPrinter;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes elements as STS does for a client that accepts JSON: the same members, timestamps as epoch seconds. */
final class JsonWriter {
    private JsonWriter() {}

    static String write(List<Element> members) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        members.forEach(member -> put(document, member));
        return JsonPrinter.PLAIN.print(document);
    }

    private static void put(ObjectNode object, Element element) {
        Element.Value value = element.value();
        if (value instanceof Element.Text text) {
            object.put(element.name(), text.text());
        } else if (value instanceof Element.Whole whole) {
            object.put(element.name(), whole.number());
        } else if (value instanceof Element.Timestamp timestamp) {
            object.put(element.name(), timestamp.instant().getEpochSecond());
        } else if (value instanceof Element.PreciseTimestamp timestamp) {
            object.put(element.name(), BigDecimal.valueOf(timestamp.instant().toEpochMilli(), 3));
        } else if (value instanceof Element.Structure structure) {
            ObjectNode nested = object.putObject(element.name());
            structure.members().forEach(member -> put(nested, member));
        }
    }
}
