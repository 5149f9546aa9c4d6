package dev.understudy.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a YAML or JSON document that knows where it stands. */
sealed interface Node {
    Place place();

    /** What the node is, as a fault says it. */
    String described();

    /** A single value. The text is the one in the file: an unquoted account id keeps its leading zero. */
    record Scalar(Place place, Kind kind, String text) implements Node {
        /** How the value is written: {@code TEXT} is also whatever a person would not call one of the others. */
        enum Kind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }

        /** Whether there is no value at all, as after a key that was left blank. */
        boolean isBlank() {
            return kind == Kind.NULL || text.isEmpty();
        }

        @Override
        public String described() {
            return isBlank() ? "nothing" : "a single value";
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Mapping(Place place, Map<String, Node> members) implements Node {
        public Mapping {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }
}
