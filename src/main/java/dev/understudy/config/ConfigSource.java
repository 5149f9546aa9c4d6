package dev.understudy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a configuration is read from, and where the relative paths in it lead. */
public abstract sealed class ConfigSource {
    /** The largest configuration, policy or key set that is read: 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private ConfigSource() {}

    /** A file; relative paths in it start from its directory. */
    public static ConfigSource file(Path file) {
        return new FileSource(file);
    }

    /** The configuration that comes with Understudy. */
    public static ConfigSource packaged() {
        return new Resource("understudy.yaml");
    }

    /**
     * A configuration at hand as text, in which only absolute paths lead anywhere.
     *
     * @param name what faults call it
     */
    public static ConfigSource text(String name, String yaml) {
        return new Text(name, yaml, Optional.empty());
    }

    /** A configuration at hand as text; relative paths in it start from the directory. */
    public static ConfigSource text(String name, String yaml, Path directory) {
        return new Text(name, yaml, Optional.of(directory));
    }

    /** What faults call it. */
    public abstract String name();

    /** The whole text. */
    abstract String read() throws UnreadableException;

    /** The file that a path in this source means. */
    abstract ConfigSource beside(String path) throws UnreadableException;

    /** The same as a path of the file system. */
    final Path pathBeside(String path) throws UnreadableException {
        if (beside(path) instanceof FileSource found) {
            return found.file;
        }
        throw new UnreadableException("the packaged configuration has no such file beside it");
    }

    private static final class FileSource extends ConfigSource {
        private final Path file;

        FileSource(Path file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.toString();
        }

        @Override
        String read() throws UnreadableException {
            if (!Files.exists(file)) {
                throw new UnreadableException("there is no such file");
            }
            // A device or a pipe might never end.
            if (!Files.isRegularFile(file)) {
                throw new UnreadableException("it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return decode(in);
            } catch (IOException e) {
                throw new UnreadableException("it cannot be read");
            }
        }

        @Override
        ConfigSource beside(String path) throws UnreadableException {
            return new FileSource(file.resolveSibling(toPath(path)));
        }
    }

    private static final class Resource extends ConfigSource {
        private static final String FOLDER = "/dev/understudy/packaged/";
        private final String path;

        Resource(String path) {
            this.path = path;
        }

        @Override
        public String name() {
            return "packaged/" + path;
        }

        @Override
        String read() throws UnreadableException {
            try (InputStream in = ConfigSource.class.getResourceAsStream(FOLDER + path)) {
                if (in == null) {
                    throw new UnreadableException("there is no such file");
                }
                return decode(in);
            } catch (IOException e) {
                throw new UnreadableException("it cannot be read");
            }
        }

        @Override
        ConfigSource beside(String path) throws UnreadableException {
            Path relative = toPath(path);
            if (relative.isAbsolute() || relative.normalize().startsWith("..")) {
                throw new UnreadableException("it leads out of the packaged configuration");
            }
            return new Resource(relative.normalize().toString().replace('\\', '/'));
        }
    }

    private static final class Text extends ConfigSource {
        private final String name;
        private final String yaml;
        private final Optional<Path> directory;

        Text(String name, String yaml, Optional<Path> directory) {
            this.name = name;
            this.yaml = yaml;
            this.directory = directory;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        String read() throws UnreadableException {
            // Characters are bounded as bytes are: a character is at least one byte.
            if (yaml.length() > MAX_BYTES) {
                throw new UnreadableException(TOO_LARGE);
            }
            return yaml;
        }

        @Override
        ConfigSource beside(String path) throws UnreadableException {
            Path file = toPath(path);
            if (directory.isEmpty() && !file.isAbsolute()) {
                throw new UnreadableException("it is a relative path, and this configuration has no directory");
            }
            return new FileSource(directory.map(it -> it.resolve(file)).orElse(file));
        }
    }

    static final String NOT_TEXT = "it is not UTF-8 text";
    private static final String TOO_LARGE = "it is larger than 1 MiB";

    private static String decode(InputStream in) throws IOException, UnreadableException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableException(TOO_LARGE);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableException(NOT_TEXT);
        }
    }

    private static Path toPath(String path) throws UnreadableException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new UnreadableException("it is not a path");
        }
    }
}
