package dev.understudy.cognito;

import dev.understudy.sts.Constraints;
import dev.understudy.sts.TextConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters of an operation, or of a structure within. A member that is null counts as absent, as in AWS's protocol;
 * one of another type is refused at once, and violated constraints are collected until {@link #check}. Members that the
 * model does not know are ignored, as AWS ignores them.
 */
final class Parameters {
    private final ObjectNode json;
    private final String path;
    private final Constraints constraints;

    private Parameters(ObjectNode json, String path, Constraints constraints) {
        this.json = json;
        this.path = path;
        this.constraints = constraints;
    }

    static Parameters of(ObjectNode json) {
        return new Parameters(json, "", new Constraints());
    }

    /** @throws CognitoException {@code ValidationException}, if a constraint is violated */
    void check() throws CognitoException {
        Optional<String> violated = constraints.message();
        if (violated.isPresent()) {
            throw new CognitoException(CognitoErrorCode.VALIDATION, violated.get());
        }
    }

    /** The text; an empty one if it is missing, in which case {@link #check} will throw. */
    String required(String member, TextConstraint constraint) throws CognitoException {
        return constraints.required(name(member), text(member), constraint);
    }

    Optional<String> optional(String member, TextConstraint constraint) throws CognitoException {
        return constraints.optional(name(member), text(member), constraint);
    }

    /** One of these words; {@link #check} will throw if it is missing or another. */
    String requiredWord(String member, List<String> words) throws CognitoException {
        Optional<String> word = text(member);
        if (word.isEmpty()) {
            constraints.missing(name(member));
        }
        return constraints.word(name(member), word, words).orElse("");
    }

    private Optional<String> text(String member) throws CognitoException {
        Optional<JsonNode> value = present(member);
        return value.isEmpty() ? Optional.empty() : Optional.of(string(value.get()));
    }

    Optional<Boolean> flag(String member) throws CognitoException {
        Optional<JsonNode> value = present(member);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw wrongType();
        }
        return value.map(JsonNode::booleanValue);
    }

    boolean requiredFlag(String member) throws CognitoException {
        Optional<Boolean> flag = flag(member);
        if (flag.isEmpty()) {
            constraints.missing(name(member));
        }
        return flag.orElse(false);
    }

    Optional<Integer> whole(String member, int minimum, int maximum) throws CognitoException {
        Optional<JsonNode> value = present(member);
        if (value.isPresent()
                && (!value.get().isIntegralNumber() || !value.get().canConvertToInt())) {
            throw wrongType();
        }
        return constraints.range(name(member), value.map(JsonNode::intValue), minimum, maximum);
    }

    int requiredWhole(String member, int minimum, int maximum) throws CognitoException {
        Optional<Integer> number = whole(member, minimum, maximum);
        if (number.isEmpty()) {
            constraints.missing(name(member));
        }
        return number.orElse(minimum);
    }

    /** A map of texts; the values may be secrets, so that no message shows them. */
    Map<String, String> texts(String member, int most, TextConstraint key, TextConstraint value)
            throws CognitoException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(member).properties()) {
            constraints.optional(name(member) + ".key", Optional.of(entry.getKey()), key);
            String text = string(entry.getValue());
            constraints.optional(name(member) + ".value", Optional.of(text), value.secret());
            texts.put(entry.getKey(), text);
        }
        constraints.maximumSize(name(member), texts.keySet(), most);
        return texts;
    }

    List<String> list(String member, int most, TextConstraint constraint) throws CognitoException {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(member)) {
            String text = string(element);
            constraints.optional(name(member) + "." + (texts.size() + 1) + ".member", Optional.of(text), constraint);
            texts.add(text);
        }
        constraints.maximumSize(name(member), texts, most);
        return texts;
    }

    List<Parameters> structures(String member, int most) throws CognitoException {
        List<Parameters> structures = new ArrayList<>();
        List<JsonNode> elements = array(member);
        for (JsonNode element : elements) {
            structures.add(inner(element, name(member) + "." + (structures.size() + 1) + ".member."));
        }
        constraints.maximumSize(name(member), elements, most);
        return structures;
    }

    /** Structures by name. */
    Map<String, Parameters> structureMap(String member, int most, TextConstraint key) throws CognitoException {
        Map<String, Parameters> structures = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(member).properties()) {
            constraints.optional(name(member) + ".key", Optional.of(entry.getKey()), key);
            structures.put(entry.getKey(), inner(entry.getValue(), name(member) + "." + entry.getKey() + ".member."));
        }
        constraints.maximumSize(name(member), structures.keySet(), most);
        return structures;
    }

    Optional<Parameters> structure(String member) throws CognitoException {
        Optional<JsonNode> value = present(member);
        return value.isEmpty() ? Optional.empty() : Optional.of(inner(value.get(), name(member) + "."));
    }

    boolean has(String member) {
        return present(member).isPresent();
    }

    private Parameters inner(JsonNode node, String innerPath) throws CognitoException {
        if (node instanceof ObjectNode object) {
            return new Parameters(object, innerPath, constraints);
        }
        throw wrongType();
    }

    private ObjectNode object(String member) throws CognitoException {
        JsonNode node = present(member).orElseGet(JsonNodeFactory.instance::objectNode);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw wrongType();
    }

    private List<JsonNode> array(String member) throws CognitoException {
        JsonNode node = present(member).orElseGet(JsonNodeFactory.instance::arrayNode);
        if (!node.isArray()) {
            throw wrongType();
        }
        return List.copyOf(node.values());
    }

    private Optional<JsonNode> present(String member) {
        return json.optional(member).filter(value -> !value.isNull());
    }

    private static String string(JsonNode node) throws CognitoException {
        if (!node.isString()) {
            throw wrongType();
        }
        return node.stringValue();
    }

    /** AWS's text differs by type and is not known for all; the type is. */
    private static CognitoException wrongType() {
        return new CognitoException(
                CognitoErrorCode.SERIALIZATION,
                "A member of the request is not of the type that the operation expects.");
    }

    /** As constraints name it: the first letter small. */
    private String name(String member) {
        return path + Character.toLowerCase(member.charAt(0)) + member.substring(1);
    }
}
