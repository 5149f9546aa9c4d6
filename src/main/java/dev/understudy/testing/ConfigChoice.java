package dev.understudy.testing;

import dev.understudy.config.ConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

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

    record Text(String yaml) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            return ConfigSource.text("configuration", yaml);
        }
    }

    record Resource(String name) implements ConfigChoice {
        @Override
        public ConfigSource source(ClassLoader loader) {
            URL url = loader.getResource(name.startsWith("/") ? name.substring(1) : name);
            if (url == null) {
                throw new ExtensionConfigurationException("There is no " + name + " on the tests' class path.");
            }
            try {
                return url.getProtocol().equals("file") ? ConfigSource.file(Path.of(url.toURI())) : inJar(url);
            } catch (IOException | URISyntaxException unreadable) {
                throw new ExtensionConfigurationException("The resource " + name + " cannot be read.", unreadable);
            }
        }

        /** A jar has no directory that relative paths could start from. */
        private ConfigSource inJar(URL url) throws IOException {
            try (InputStream in = url.openStream()) {
                return ConfigSource.text(CLASS_PATH + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
