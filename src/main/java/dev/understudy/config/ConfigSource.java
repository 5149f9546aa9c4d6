package dev.understudy.config;

import dev.understudy.json.JsonPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
        return new Resource(Root.PACKAGED, Path.of("understudy.yaml"));
    }

    /** A resource of the calling thread's class loader, such as {@code orders/understudy.yaml}. */
    public static ConfigSource classpath(String resource) {
        return classpath(
                resource,
                Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                        .orElseGet(ConfigSource.class::getClassLoader));
    }

    /**
     * A resource of a class loader; relative paths in it lead to resources beside it.
     *
     * @param resource from the root of the class path, with or without a slash at its beginning
     * @throws java.nio.file.InvalidPathException if it is not a path
     */
    public static ConfigSource classpath(String resource, ClassLoader loader) {
        Path path = Path.of(resource.startsWith("/") ? resource.substring(1) : resource);
        return new Resource(new Root("classpath:", "the class path", loader::getResourceAsStream), path.normalize());
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

    /** A configuration declared in Java; relative paths in it lead where they do in the base. */
    static ConfigSource declared(String name, ObjectNode json, ConfigSource base) {
        return new Declared(name, json, base);
    }

    /** The document, or nothing, and a fault. */
    final Optional<Node> document(Faults faults) {
        return document(faults, true);
    }

    /** The same, but a file that holds nothing or only comments is a fault. */
    final Optional<Node> writtenDocument(Faults faults) {
        return document(faults, path().isEmpty());
    }

    Optional<Node> document(Faults faults, boolean mayBeEmpty) {
        try {
            String text = read();
            if (!mayBeEmpty && text.lines().map(String::strip).allMatch(line -> line.matches("(#.*)?"))) {
                throw new UnreadableException("the file is empty");
            }
            return Documents.yaml(name(), text, faults);
        } catch (UnreadableException e) {
            faults.add(Place.ofDocument(name(), 0, 0), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What faults call it. */
    public abstract String name();

    /** The file of the file system that is read, if it is one. */
    Optional<Path> path() {
        return Optional.empty();
    }

    /** The whole text. */
    abstract String read() throws UnreadableException;

    /** The file that a path in this source means. */
    abstract ConfigSource beside(String path) throws UnreadableException;

    /** The same as a path of the file system. */
    final Path pathBeside(String path) throws UnreadableException {
        return beside(path).path().orElseThrow(() -> new UnreadableException(noFileBeside()));
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
        Optional<Path> path() {
            return Optional.of(file);
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

    /** A set of resources, such as those of a class loader. */
    private record Root(String prefix, String called, Function<String, @Nullable InputStream> opener) {
        static final Root PACKAGED = new Root(
                "packaged/",
                "the packaged configuration",
                path -> ConfigSource.class.getResourceAsStream("/dev/understudy/packaged/" + path));
    }

    private static final class Resource extends ConfigSource {
        private final Root root;
        private final Path path;

        Resource(Root root, Path path) {
            this.root = root;
            this.path = path;
        }

        private String relative() {
            return path.toString().replace('\\', '/');
        }

        @Override
        public String name() {
            return root.prefix() + relative();
        }

        @Override
        String read() throws UnreadableException {
            try (InputStream in = root.opener().apply(relative())) {
                if (in == null) {
                    throw new UnreadableException("there is no such file");
                }
                return decode(in);
            } catch (IOException e) {
                throw new UnreadableException("it cannot be read");
            }
        }

        @Override
        ConfigSource beside(String other) throws UnreadableException {
            Path found = path.resolveSibling(toPath(other)).normalize();
            if (toPath(other).isAbsolute() || found.startsWith("..")) {
                throw new UnreadableException("it leads out of " + root.called());
            }
            return new Resource(root, found);
        }

        @Override
        String noFileBeside() {
            return root.called() + " has no such file beside it";
        }
    }

    private static final class Declared extends ConfigSource {
        private final String name;
        private final ObjectNode json;
        private final ConfigSource base;

        Declared(String name, ObjectNode json, ConfigSource base) {
            this.name = name;
            this.json = json;
            this.base = base;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        Optional<Path> path() {
            return base.path();
        }

        @Override
        Optional<Node> document(Faults faults, boolean mayBeEmpty) {
            return Optional.of(DeclaredNodes.of(name, json));
        }

        @Override
        String read() {
            return JsonPrinter.PLAIN.print(json);
        }

        @Override
        ConfigSource beside(String path) throws UnreadableException {
            return base.beside(path);
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

    /** Why {@link #pathBeside} has nothing to give. */
    String noFileBeside() {
        return "it is not a file of the file system";
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
