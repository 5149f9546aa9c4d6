package dev.understudy.token;

import dev.understudy.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bounded reading of JSON objects that others wrote. Of members with one name the last wins, as at AWS (recorded). */
final class Json {
    private static final int DEPTH = 32;
    private static final int STRING_LENGTH = 100_000;

    private static final JsonReader READER =
            JsonReader.lastWins().deepest(DEPTH).longestText(STRING_LENGTH);

    private Json() {}

    static Optional<ObjectNode> object(String text) {
        try {
            return READER.read(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static Optional<ObjectNode> object(byte[] utf8) {
        try {
            // A new decoder reports malformed input, where new String would replace it.
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The string member of this name, if there is one and it is a string. */
    static Optional<String> string(ObjectNode object, String name) {
        JsonNode node = object.get(name);
        return node != null && node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
