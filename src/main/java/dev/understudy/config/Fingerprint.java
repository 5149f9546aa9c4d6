package dev.understudy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What some files held at one moment, so that a change is noticed. A file of up to 64 KiB is told by its content, so
 * that it does not matter how it came there: written in place, renamed over the old one, or by a link that now leads
 * elsewhere. A larger one is told by its size, time and identity.
 */
public final class Fingerprint {
    /** The largest file that is told by its content, in bytes. */
    static final int MAX_CONTENT = 1 << 16;

    private final Map<Path, String> files;

    private Fingerprint(Map<Path, String> files) {
        this.files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** Of the files that {@link #print} was taken of. */
    static Fingerprint ofPrints(Map<Path, String> prints) {
        return new Fingerprint(prints);
    }

    /** Of these files as they are now; one that is missing or cannot be read counts as well. */
    public static Fingerprint of(Collection<Path> files) {
        Map<Path, String> prints = new LinkedHashMap<>();
        files.forEach(file -> prints.computeIfAbsent(file, Fingerprint::print));
        return new Fingerprint(prints);
    }

    /** The files, in the order in which they were named. */
    public Set<Path> files() {
        return files.keySet();
    }

    /** What tells one file now from the same file at another time. */
    static String print(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // A device or a pipe might never end.
            if (!attributes.isRegularFile()) {
                return "no regular file";
            }
            return attributes.size() <= MAX_CONTENT
                    ? content(file)
                    : attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_CONTENT + 1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint && files.equals(fingerprint.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }
}
