package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A part of a policy document.
 *
 * @param name the name of the member or list that it stands in; empty for the document
 * @param pointer the JSON pointer (RFC 6901) to it
 */
record JsonPart(JsonNode node, String name, String pointer) {
    static JsonPart document(JsonNode node) {
        return new JsonPart(node, "", "");
    }

    boolean isObject() {
        return node.isObject();
    }

    boolean isList() {
        return node.isArray();
    }

    /** The text, if it is a JSON string. */
    Optional<String> string() {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** The text of a JSON string, number or Boolean. */
    Optional<String> scalar() {
        return node.isString() || node.isNumber() || node.isBoolean() ? Optional.of(node.asString()) : Optional.empty();
    }

    Optional<JsonPart> member(String name) {
        return Optional.ofNullable(node.get(name)).map(child -> new JsonPart(child, name, pointerTo(name)));
    }

    /** The names of an object's members. */
    List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The elements of a list, or the part itself where a scalar may stand for a list of one. */
    List<JsonPart> elements() {
        if (!node.isArray()) {
            return List.of(this);
        }
        List<JsonPart> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonPart(node.get(i), name, pointer + "/" + i));
        }
        return elements;
    }

    /** The members of an object, in the document's order. */
    List<JsonPart> members() {
        return node.properties().stream()
                .map(member -> new JsonPart(member.getValue(), member.getKey(), pointerTo(member.getKey())))
                .toList();
    }

    /** The pointer to a member, whether or not it exists. */
    String pointerTo(String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
