package dev.understudy.testing;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.Configuration;
import java.nio.file.Path;

/** Which configuration a test asks for. Unlike its source, the choice can be compared. */
sealed interface ConfigChoice {
    String CLASS_PATH = "classpath:";

    /** Where to read it; resources are the class loader's. */
    ConfigSource source(ClassLoader loader);

    /** A path, a resource after {@code classpath:}, or nothing for the packaged configuration. */
    static ConfigChoice of(String location) {
        if (location.isEmpty()) {
            return new Packaged();
        }
        return location.startsWith(CLASS_PATH)
                ? new Resource(location.substring(CLASS_PATH.length()))
                : new File(Path.of(location));
    }

    record Packaged() implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return ConfigSource.packaged();
        }
    }

    record File(Path path) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return ConfigSource.file(path);
        }
    }

    record InJava(Configuration configuration) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return configuration.toSource();
        }
    }

    record Text(String yaml) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return ConfigSource.text("configuration", yaml);
        }
    }

    record Resource(String name) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return ConfigSource.classpath(name, loader);
        }
    }
}
