package dev.understudy.config;

import dev.understudy.json.JsonReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The members of a mapping that is declared in Java. Immutable: each method gives another. */
final class Members {
    private static final JsonReader JSON = JsonReader.strict().deepest(Documents.MAX_DEPTH);

    static final Members NONE = new Members(JsonNodeFactory.instance.objectNode());

    private final ObjectNode json;

    private Members(ObjectNode json) {
        this.json = json;
    }

    /**
     * Those of a JSON object.
     *
     * @param what for messages
     * @throws IllegalArgumentException if the text is no JSON object, or has a member twice
     */
    static Members parse(String what, String text) {
        try {
            if (JSON.read(text) instanceof ObjectNode object) {
                return new Members(object);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException(what + " is not a JSON object.");
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    /** With this member, in place of one of the same name. */
    Members with(String name, String value) {
        return with(name, JsonNodeFactory.instance.stringNode(value));
    }

    Members with(String name, JsonNode value) {
        ObjectNode more = json.deepCopy();
        more.set(name, value);
        return new Members(more);
    }

    /** With one more item at the end of the list of this name. */
    Members adding(String name, Members item) {
        return adding(name, item.json());
    }

    Members adding(String name, String item) {
        return adding(name, JsonNodeFactory.instance.stringNode(item));
    }

    private Members adding(String name, JsonNode item) {
        ObjectNode more = json.deepCopy();
        more.withArray(name).add(item);
        return new Members(more);
    }

    /** With one more member, or another value of it, in the mapping of this name. */
    Members putting(String name, String key, JsonNode value) {
        ObjectNode more = json.deepCopy();
        (more.get(name) instanceof ObjectNode inner ? inner : more.putObject(name)).set(key, value);
        return new Members(more);
    }
}
