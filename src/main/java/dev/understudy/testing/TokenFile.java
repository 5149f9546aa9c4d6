package dev.understudy.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token in a file of its own, which only its owner may read. */
record TokenFile(Path path) implements AutoCloseable {
    static TokenFile holding(String token) throws IOException {
        return new TokenFile(Files.writeString(Files.createTempFile("understudy-token", ".jwt"), token));
    }

    /** The test may have removed it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
