package dev.understudy.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A document that was declared in Java, as nodes: they have a path and no line. */
final class DeclaredNodes {
    private DeclaredNodes() {}

    static Node of(String file, JsonNode root) {
        return node(Place.ofDocument(file, 0, 0), root);
    }

    private static Node node(Place place, JsonNode json) {
        if (json.isObject()) {
            Map<String, Node> members = new LinkedHashMap<>();
            json.properties()
                    .forEach(member ->
                            members.put(member.getKey(), node(place.member(member.getKey(), 0, 0), member.getValue())));
            return new Node.Mapping(place, members);
        }
        if (json.isArray()) {
            List<Node> items = new ArrayList<>();
            json.forEach(item -> items.add(node(place.item(items.size(), 0, 0), item)));
            return new Node.Sequence(place, items);
        }
        return new Node.Scalar(place, kind(json), json.isNull() ? "" : json.asString());
    }

    private static Node.Scalar.Kind kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case NUMBER -> Node.Scalar.Kind.NUMBER;
            case BOOLEAN -> Node.Scalar.Kind.BOOLEAN;
            case NULL -> Node.Scalar.Kind.NULL;
            default -> Node.Scalar.Kind.TEXT;
        };
    }
}
