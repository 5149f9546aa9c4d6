package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.config.Node.Sequence;
import java.util.List;
import java.util.Optional;

/** A mapping whose fields are known. Whatever is asked of it and is not as it should be becomes a fault. */
final class Entry {
    private final Mapping mapping;
    private final Faults faults;

    private Entry(Mapping mapping, Faults faults) {
        this.mapping = mapping;
        this.faults = faults;
    }

    /** Nothing if the node is no mapping; unknown fields are faults already. */
    static Optional<Entry> of(Node node, Fields fields, Faults faults) {
        if (!(node instanceof Mapping mapping)) {
            faults.add(node.place(), "expected a mapping, found " + node.described());
            return Optional.empty();
        }
        mapping.members().forEach((name, value) -> {
            if (fields.notSupported().containsKey(name)) {
                faults.add(value.place(), fields.notSupported().get(name));
            } else if (!fields.known().contains(name)) {
                String near = Words.didYouMean(name, fields.known());
                String known = "; known here: " + String.join(", ", fields.known());
                faults.add(value.place(), "unknown field" + (near.isEmpty() ? known : near));
            }
        });
        return Optional.of(new Entry(mapping, faults));
    }

    Place place() {
        return mapping.place();
    }

    /** The field's place, or the entry's if it has no such field. */
    Place place(String field) {
        return field(field).map(Node::place).orElse(place());
    }

    Optional<Node> field(String name) {
        return Optional.ofNullable(mapping.members().get(name));
    }

    /** The field, whose absence is a fault. */
    Optional<Node> required(String name) {
        if (field(name).isEmpty()) {
            faults.add(place(), name + " is missing");
        }
        return field(name);
    }

    Optional<String> required(String name, Rule rule) {
        return required(name).flatMap(node -> text(node, rule, faults));
    }

    Optional<String> optional(String name, Rule rule) {
        return field(name).flatMap(node -> text(node, rule, faults));
    }

    /** A whole number within the bounds, or the default. */
    int number(String name, int least, int most, int otherwise) {
        Rule rule = new Rule(
                "a whole number from " + least + " to " + most,
                text -> text.matches("[0-9]{1,9}") && least <= Integer.parseInt(text) && Integer.parseInt(text) <= most,
                false);
        return optional(name, rule).map(Integer::parseInt).orElse(otherwise);
    }

    /** The items of a list, none if the field is missing. */
    List<Node> items(String name, int most) {
        Optional<Node> node = field(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Sequence sequence)) {
            faults.add(place(name), "expected a list, found " + node.get().described());
            return List.of();
        }
        if (sequence.items().size() > most) {
            faults.add(
                    place(name),
                    "expected at most " + most + " items, found "
                            + sequence.items().size());
        }
        return sequence.items();
    }

    /** The items of a list of single values, as far as they follow the rule. */
    List<Scalar> scalars(String name, int most, Rule rule) {
        return items(name, most).stream()
                .flatMap(item -> scalar(item, rule, faults).stream())
                .toList();
    }

    /** The same without their places. */
    List<String> texts(String name, int most, Rule rule) {
        return scalars(name, most, rule).stream().map(Scalar::text).toList();
    }

    /** The items of a list of mappings. */
    List<Entry> entries(String name, int most, Fields fields) {
        return items(name, most).stream()
                .flatMap(item -> of(item, fields, faults).stream())
                .toList();
    }

    private static Optional<String> text(Node node, Rule rule, Faults faults) {
        return scalar(node, rule, faults).map(Scalar::text);
    }

    private static Optional<Scalar> scalar(Node node, Rule rule, Faults faults) {
        if (!(node instanceof Scalar scalar)) {
            faults.add(node.place(), "expected " + rule.expected() + ", found " + node.described());
            return Optional.empty();
        }
        if (scalar.kind() != Scalar.Kind.NULL && rule.test().test(scalar.text())) {
            return Optional.of(scalar);
        }
        String found = scalar.isBlank() ? "nothing" : rule.secret() ? "something else" : Words.quote(scalar.text());
        faults.add(node.place(), "expected " + rule.expected() + ", found " + found);
        return Optional.empty();
    }
}
