package dev.understudy.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where something stands in a file. The path is kept as a chain of steps and written out only for a fault.
 *
 * @param line from 1; 0 for a file as a whole
 * @param parent the enclosing node's place; none for the whole document
 * @param step how the parent's path is continued, such as {@code .RoleName} or {@code [0]}
 */
record Place(String file, int line, int column, Optional<Place> parent, String step) {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The document as a whole. */
    static Place ofDocument(String file, int line, int column) {
        return new Place(file, line, column, Optional.empty(), "");
    }

    /** The value of a key of the mapping that stands here; its line is the key's. */
    Place member(String key, int line, int column) {
        String name = PLAIN_NAME.matcher(key).matches() ? "." + key : "[\"" + Words.clip(key) + "\"]";
        return new Place(file, line, column, Optional.of(this), name);
    }

    /** An item of the list that stands here. */
    Place item(int index, int line, int column) {
        return new Place(file, line, column, Optional.of(this), "[" + index + "]");
    }

    /** The path from the document's root, such as {@code roles[0].RoleName}. */
    String path() {
        Deque<String> steps = new ArrayDeque<>();
        for (Optional<Place> here = Optional.of(this); here.isPresent(); here = here.get().parent) {
            steps.push(here.get().step);
        }
        String path = String.join("", steps);
        return path.startsWith(".") ? path.substring(1) : path;
    }
}
