package dev.understudy.config;

import dev.understudy.config.Node.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The files that a configuration names. */
final class LinkedFiles {
    private final ConfigSource source;
    private final Faults faults;
    private final Set<Path> files = new LinkedHashSet<>();

    LinkedFiles(ConfigSource source, Faults faults) {
        this.source = source;
        this.faults = faults;
        note(source.path());
    }

    /** The configuration's own file and those that it names, as far as they are asked for until now. */
    Set<Path> files() {
        return Collections.unmodifiableSet(files);
    }

    private void note(Optional<Path> file) {
        file.ifPresent(it -> files.add(it.toAbsolutePath().normalize()));
    }

    /** A JSON file, as it is and as nodes. */
    record Json(String text, Node root) {}

    /** The JSON file that a path names; nothing, and a fault, if it cannot be read or is no JSON. */
    Optional<Json> json(Scalar path) {
        if (path.text().stripLeading().startsWith("{")) {
            faults.add(path.place(), "the document stands in quotes; write it without, as a mapping");
            return Optional.empty();
        }
        try {
            ConfigSource file = source.beside(path.text());
            note(file.path());
            String text = file.read();
            return Documents.json(file.name(), text, faults).map(root -> new Json(text, root));
        } catch (UnreadableException e) {
            refuse(path.place(), path.text(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A file that is there now. */
    Optional<Path> existing(Entry entry, String field) {
        Optional<Path> path = path(entry, field);
        path.filter(file -> !Files.isRegularFile(file))
                .ifPresent(file -> refuse(entry.place(field), file.toString(), "there is no such file"));
        return path;
    }

    /** A file that need not be there yet. */
    Optional<Path> path(Entry entry, String field) {
        Optional<String> text = entry.optional(field, Rule.FILE);
        try {
            Optional<Path> file = text.isEmpty() ? Optional.empty() : Optional.of(source.pathBeside(text.get()));
            note(file);
            return file;
        } catch (UnreadableException e) {
            refuse(entry.place(field), text.orElse(""), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void refuse(Place place, String path, String reason) {
        faults.add(place, "cannot use " + Words.quote(path) + ": " + reason);
    }
}
