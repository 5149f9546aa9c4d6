package dev.understudy.config;

import dev.understudy.config.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/**
 * Reads YAML and JSON into nodes that know their place. What makes YAML dangerous or surprising is refused: a key twice,
 * anchors (a few lines of which can expand to gigabytes), tags, a second document, deep nesting.
 */
final class Documents {
    /** No configuration or policy comes near this depth. */
    static final int MAX_DEPTH = 64;

    private static final YAMLFactory YAML =
            YAMLFactory.builder().disable(YAMLReadFeature.EMPTY_STRING_AS_NULL).build();
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final String file;
    private final JsonParser parser;
    private final Faults faults;

    private Documents(String file, JsonParser parser, Faults faults) {
        this.file = file;
        this.parser = parser;
        this.faults = faults;
    }

    /** Ends the reading: what follows would only be misunderstood. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        Refused(Place place, String message) {
            super(message);
            this.place = place;
        }
    }

    /** The document, an empty mapping if the text has nothing but comments; nothing if it was refused, with a fault that says why. */
    static Optional<Node> yaml(String file, String text, Faults faults) {
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
            return new Documents(file, parser, faults).document();
        } catch (JacksonException e) {
            faults.add(Place.ofDocument(file, SyntaxErrors.line(e, text), 0), SyntaxErrors.yaml(e));
            return Optional.empty();
        }
    }

    /** The same for JSON, of which a text without a document is none. */
    static Optional<Node> json(String file, String text, Faults faults) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new Documents(file, parser, faults).document();
        } catch (JacksonException e) {
            faults.add(Place.ofDocument(file, SyntaxErrors.line(e, text), 0), SyntaxErrors.json(e));
            return Optional.empty();
        }
    }

    private Optional<Node> document() {
        try {
            if (parser.nextToken() == null) {
                if (!(parser instanceof YAMLParser)) {
                    throw new Refused(Place.ofDocument(file, 1, 1), "this is not valid JSON: it is empty");
                }
                return Optional.of(new Node.Mapping(Place.ofDocument(file, 1, 1), Map.of()));
            }
            Node root = node(Place.ofDocument(file, line(), column()), 0);
            if (parser.nextToken() != null) {
                throw new Refused(
                        Place.ofDocument(file, line(), column()), "a second document begins here; one is read");
            }
            return Optional.of(root);
        } catch (Refused e) {
            faults.add(e.place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Node node(Place place, int depth) throws Refused {
        if (depth > MAX_DEPTH) {
            throw new Refused(place, "this is nested more than " + MAX_DEPTH + " levels deep");
        }
        refuseReferences(place);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(place.item(items.size(), line(), column()), depth + 1));
            }
            return new Node.Sequence(place, items);
        }
        return new Scalar(place, kind(token), token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    private Node mapping(Place place, int depth) throws Refused {
        Map<String, Node> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place here = place.member(key, line(), column());
            refuseReferences(here);
            parser.nextToken();
            Node value = node(here, depth + 1);
            Node first = members.putIfAbsent(key, value);
            if (first != null) {
                faults.add(
                        here, "the same key is already at line " + first.place().line());
            }
        }
        return new Node.Mapping(place, members);
    }

    private void refuseReferences(Place place) throws Refused {
        if (!(parser instanceof YAMLParser yaml)) {
            return;
        }
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null) {
            throw new Refused(place, "YAML anchors and aliases (&name, *name) are not read here; write the value out");
        }
        if (yaml.getTypeId() != null) {
            throw new Refused(
                    place,
                    "YAML tags are not read here; write the value that a template function such as !Ref stands for,"
                            + " and quote a text that begins with !");
        }
    }

    private static Scalar.Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Scalar.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Scalar.Kind.BOOLEAN;
            case VALUE_NULL -> Scalar.Kind.NULL;
            default -> Scalar.Kind.TEXT;
        };
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private int column() {
        return parser.currentTokenLocation().getColumnNr();
    }
}
