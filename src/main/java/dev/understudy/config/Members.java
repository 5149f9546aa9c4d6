package dev.understudy.config;

import dev.understudy.json.JsonReader;
import java.time.Duration;
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
        if (value(what, text) instanceof ObjectNode object) {
            return new Members(object);
        }
        throw new IllegalArgumentException(what + " is not a JSON object.");
    }

    /**
     * Any JSON.
     *
     * @throws IllegalArgumentException if the text is none, or an object in it has a member twice
     */
    static JsonNode value(String what, String text) {
        try {
            JsonNode value = JSON.read(text);
            if (!value.isMissingNode()) {
                return value;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException(what + " is empty, and not JSON.");
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    /** With this member, in place of one of the same name. */
    Members with(String name, String value) {
        return with(name, JsonNodeFactory.instance.stringNode(value));
    }

    /**
     * @throws IllegalArgumentException if it has a fraction of a second
     */
    Members with(String name, Duration wholeSeconds) {
        if (!wholeSeconds.equals(Duration.ofSeconds(wholeSeconds.toSeconds()))) {
            throw new IllegalArgumentException(name + " is in whole seconds, not " + wholeSeconds + ".");
        }
        return with(name, JsonNodeFactory.instance.numberNode(wholeSeconds.toSeconds()));
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
