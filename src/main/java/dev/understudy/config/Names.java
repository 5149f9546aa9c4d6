package dev.understudy.config;

import java.util.HashMap;
import java.util.Map;

/** Names that may be given once. */
final class Names {
    private record Name(String kind, String text) {}

    private final Map<Name, Place> taken = new HashMap<>();
    private final Faults faults;

    Names(Faults faults) {
        this.faults = faults;
    }

    /** Takes the name; whoever ignores case gives it in lower case. */
    void take(String kind, String name, Place place) {
        Place first = taken.putIfAbsent(new Name(kind, name), place);
        if (first != null) {
            faults.add(place, "the same " + kind + " is already at " + where(first));
        }
    }

    /** What is declared in Java has no lines. */
    private static String where(Place first) {
        return first.line() > 0 ? "line " + first.line() : first.path();
    }
}
