package dev.understudy.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one configuration, so that all of it is reported at once. */
final class Faults {
    /** More than anyone reads; keeps a hostile file from filling the memory with complaints. */
    static final int MOST = 200;

    private record Located(Fault fault, boolean elsewhere, int column) {}

    private static final Comparator<Located> BY_POSITION = Comparator.comparing(Located::elsewhere)
            .thenComparing(located -> located.fault().file())
            .thenComparing(located -> located.fault().line())
            .thenComparing(Located::column);

    private final String mainFile;
    private final List<Located> located = new ArrayList<>();
    private int unlisted;

    Faults(String mainFile) {
        this.mainFile = mainFile;
    }

    void add(Place place, String message) {
        if (located.size() == MOST) {
            unlisted++;
            return;
        }
        Fault fault = new Fault(place.file(), place.line(), place.path(), message);
        located.add(new Located(fault, !place.file().equals(mainFile), place.column()));
    }

    void throwIfAny() throws InvalidConfigurationException {
        if (!located.isEmpty()) {
            throw exception();
        }
    }

    /** The faults of the main file first, each file's by position. */
    InvalidConfigurationException exception() {
        List<Fault> faults = new ArrayList<>(
                // One policy file may be named by many roles.
                located.stream()
                        .sorted(BY_POSITION)
                        .map(Located::fault)
                        .distinct()
                        .toList());
        if (unlisted > 0) {
            faults.add(new Fault(mainFile, 0, "", unlisted + " more faults are not listed"));
        }
        return new InvalidConfigurationException(faults);
    }
}
