package dev.understudy.control;

import dev.understudy.server.HttpRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A control call's body, whose members are known; each must be of the type that is asked for. One that is null counts as absent. */
final class StrictBody {
    /** The longest text: that of an ARN. */
    static final int LONGEST_TEXT = 2_048;

    private final ObjectNode json;

    private StrictBody(ObjectNode json) {
        this.json = json;
    }

    /**
     * @param known the members that the body may have
     */
    static StrictBody of(HttpRequest request, String... known) throws ControlException {
        ObjectNode json = Json.body(request);
        for (String member : json.propertyNames()) {
            if (!List.of(known).contains(member)) {
                throw ControlException.badRequest(
                        "There is no member " + quoted(member) + " here, only " + String.join(", ", known) + ".");
            }
        }
        return new StrictBody(json);
    }

    /** The members that the body has. */
    List<String> members() {
        return json.propertyNames().stream()
                .filter(member -> value(member).isPresent())
                .toList();
    }

    /** Any value. */
    Optional<JsonNode> value(String member) {
        return json.optional(member).filter(value -> !value.isNull());
    }

    /**
     * @param expected what the text must be, with its article
     */
    Optional<String> text(String member, String expected) throws ControlException {
        Optional<JsonNode> value = value(member);
        if (value.isPresent()
                && (!value.get().isString() || value.get().stringValue().length() > LONGEST_TEXT)) {
            throw wrong(member, expected);
        }
        return value.map(JsonNode::stringValue);
    }

    Optional<Boolean> truth(String member) throws ControlException {
        Optional<JsonNode> value = value(member);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrong(member, "true or false");
        }
        return value.map(JsonNode::booleanValue);
    }

    static ControlException wrong(String member, String expected) {
        return ControlException.badRequest(quoted(member) + " must be " + expected + ".");
    }

    private static String quoted(String member) {
        String shown = member.length() <= 64 ? member : member.substring(0, 64) + "…";
        return "\"" + shown + "\"";
    }
}
