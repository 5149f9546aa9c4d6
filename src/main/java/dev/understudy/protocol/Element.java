package dev.understudy.protocol;

import java.time.Instant;
import java.util.List;

/** A response as the wire's two forms share it: named members in order. XML and JSON differ in how they show a value. */
record Element(String name, Value value) {
    /** What an element holds. */
    sealed interface Value {}

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    /** ISO 8601 in whole seconds in XML; seconds since the epoch, as a number, in JSON. */
    record Timestamp(Instant instant) implements Value {}

    /** The same in milliseconds, as one action has it. */
    record PreciseTimestamp(Instant instant) implements Value {}

    record Structure(List<Element> members) implements Value {
        public Structure {
            members = List.copyOf(members);
        }
    }

    static Element text(String name, String text) {
        return new Element(name, new Text(text));
    }

    static Element whole(String name, long number) {
        return new Element(name, new Whole(number));
    }

    static Element timestamp(String name, Instant instant) {
        return new Element(name, new Timestamp(instant));
    }

    static Element preciseTimestamp(String name, Instant instant) {
        return new Element(name, new PreciseTimestamp(instant));
    }

    static Element structure(String name, List<Element> members) {
        return new Element(name, new Structure(members));
    }

    static Element structure(String name, Element... members) {
        return structure(name, List.of(members));
    }
}
