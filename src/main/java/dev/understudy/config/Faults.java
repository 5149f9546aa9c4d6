package dev.understudy.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, or probably wrong, in one configuration, so that all of it is reported at once. */
final class Faults {
    /** More than anyone reads; keeps a hostile file from filling the memory with complaints. */
    static final int MOST = 200;

    private record Located(Fault fault, boolean elsewhere, int column) {}

    private static final Comparator<Located> BY_POSITION = Comparator.comparing(Located::elsewhere)
            .thenComparing(located -> located.fault().file())
            .thenComparing(located -> located.fault().line())
            .thenComparing(Located::column);

    private final String mainFile;
    private final Map<Fault, Located> located = new LinkedHashMap<>();
    private int unlisted;

    Faults(String mainFile) {
        this.mainFile = mainFile;
    }

    /** Adds the fault, once: one policy file may be named by many roles. */
    void add(Place place, String message) {
        Fault fault = new Fault(place.file(), place.line(), place.path(), message);
        if (located.containsKey(fault)) {
            return;
        }
        if (located.size() == MOST) {
            unlisted++;
            return;
        }
        located.put(fault, new Located(fault, !place.file().equals(mainFile), place.column()));
    }

    void throwIfAny() throws InvalidConfigurationException {
        if (!located.isEmpty()) {
            throw exception();
        }
    }

    InvalidConfigurationException exception() {
        return new InvalidConfigurationException(list("faults"));
    }

    /** Those of the main file first, each file's by position; the last says how many more of the kind there are. */
    List<Fault> list(String kind) {
        List<Fault> faults = new ArrayList<>(located.values().stream()
                .sorted(BY_POSITION)
                .map(Located::fault)
                .toList());
        if (unlisted > 0) {
            faults.add(new Fault(mainFile, 0, "", unlisted + " more " + kind + " are not listed"));
        }
        return faults;
    }
}
