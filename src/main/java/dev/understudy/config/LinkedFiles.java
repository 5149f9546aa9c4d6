package dev.understudy.config;

import dev.understudy.config.Node.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The files that a configuration names. */
final class LinkedFiles {
    private final ConfigSource source;
    private final Faults faults;
    private final Map<Path, String> prints;

    LinkedFiles(ConfigSource source, Faults faults) {
        this(source, faults, new LinkedHashMap<>());
        note(source.path());
    }

    private LinkedFiles(ConfigSource source, Faults faults, Map<Path, String> prints) {
        this.source = source;
        this.faults = faults;
        this.prints = prints;
    }

    /** The same files, what is wrong with which is added to other faults. */
    LinkedFiles reportingTo(Faults others) {
        return new LinkedFiles(source, others, prints);
    }

    /** The configuration's own file and those that it names, as far as they are asked for until now. */
    Fingerprint fingerprint() {
        return Fingerprint.ofPrints(prints);
    }

    /**
     * Must come before the file is read, so that a change while it is read is found by the next look. The path stays as
     * it is: behind a link to a directory, {@code ..} leads elsewhere than its text says.
     */
    private void note(Optional<Path> file) {
        file.ifPresent(it -> prints.computeIfAbsent(it.toAbsolutePath(), Fingerprint::print));
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

    /** The text of a PEM file that a field names; nothing, and a fault, if it cannot be read. */
    Optional<String> pem(Entry entry, String field) {
        return text(entry, field, "; PEM is, and openssl x509 or openssl pkey with -inform der makes it of DER");
    }

    /** The text of an XML file that a field names; nothing, and a fault, if it cannot be read. */
    Optional<String> xml(Entry entry, String field) {
        return text(entry, field, "; IAM takes metadata in UTF-8 only");
    }

    /**
     * @param hint what to do if the file is no text
     */
    private Optional<String> text(Entry entry, String field, String hint) {
        Optional<String> path = entry.optional(field, Rule.FILE);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            ConfigSource file = source.beside(path.get());
            note(file.path());
            return Optional.of(file.read());
        } catch (UnreadableException e) {
            String reason = String.valueOf(e.getMessage());
            boolean binary = reason.equals(ConfigSource.NOT_TEXT);
            refuse(entry.place(field), path.get(), binary ? reason + hint : reason);
            return Optional.empty();
        }
    }

    /** Adds the fault that the file which a field names cannot be used. */
    void refuse(Entry entry, String field, String reason) {
        refuse(entry.place(field), entry.optional(field, Rule.FILE).orElse(""), reason);
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
