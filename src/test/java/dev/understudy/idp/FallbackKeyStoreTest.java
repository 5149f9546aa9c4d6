package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.token.SigningKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no file can be written, keys live in memory, and the log says so once. */
class FallbackKeyStoreTest {
    private static final KeyRing KEYS = KeyRing.of(SigningKeys.generate(new SecureRandom()));
    private static final KeyRing OTHERS = KeyRing.of(KEYS.current());

    @TempDir
    Path folder;

    /** The warnings that the action logs. */
    private static List<String> warnings(Runnable action) {
        Logger logger = Logger.getLogger(FallbackKeyStore.class.getName());
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                messages.add(message.getLevel() + " " + message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            action.run();
            return messages;
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void keysThatCannotBeWritten_liveInMemory_withOneWarning() throws Exception {
        // A file stands where the folder should be made, which stops even an administrator.
        Path home = Files.writeString(folder.resolve("home"), "");
        FallbackKeyStore store = new FallbackKeyStore(new DirectoryKeyStore(home.resolve("issuers")));

        List<String> warnings = warnings(() -> {
            assertThat(store.keys("a", () -> KEYS)).isSameAs(KEYS);
            assertThat(store.keys("a", () -> OTHERS)).isSameAs(KEYS);
            assertThat(store.keys("b", () -> OTHERS)).isSameAs(OTHERS);
            assertThat(store.change("a", ring -> OTHERS)).isSameAs(OTHERS);
            assertThat(store.find("a")).containsSame(OTHERS);
        });

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("WARNING The keys of the issuer a cannot be kept in " + home)
                .contains("UNDERSTUDY_HOME")
                .doesNotContain("\n");
    }

    @Test
    void keysThatCanBeWritten_areWritten_withoutAWord() {
        Path issuers = folder.resolve("issuers");
        FallbackKeyStore store = new FallbackKeyStore(new DirectoryKeyStore(issuers));

        assertThat(warnings(() -> {
                    store.keys("a", () -> KEYS);
                    store.change("a", ring -> ring.rotated(KEYS.current()));
                }))
                .isEmpty();
        assertThat(new DirectoryKeyStore(issuers).find("a").orElseThrow().previous())
                .hasSize(1);
    }

    @Test
    void keysThatAreThereAndBroken_stayAnError() throws Exception {
        FallbackKeyStore store = new FallbackKeyStore(new DirectoryKeyStore(folder));
        store.keys("a", () -> KEYS);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), "broken");
        }

        assertThatThrownBy(() -> store.keys("a", () -> KEYS))
                .isInstanceOf(IssuerKeyStoreException.class)
                .hasMessageContaining("Delete it");
    }

    /** As in a container whose keys are mounted for reading only. */
    @Test
    void keysThatCanOnlyBeRead_areReadAndChangedInMemory() {
        IssuerKeyStore readOnly = new IssuerKeyStore() {
            @Override
            public Optional<KeyRing> find(String issuer) {
                return Optional.of(KEYS);
            }

            @Override
            public KeyRing keys(String issuer, Supplier<KeyRing> generator) {
                return KEYS;
            }

            @Override
            public KeyRing change(String issuer, UnaryOperator<KeyRing> change) {
                throw new UnwritableKeyStoreException("Read only.", new IllegalStateException());
            }
        };
        FallbackKeyStore store = new FallbackKeyStore(readOnly);

        List<String> warnings = warnings(() -> {
            KeyRing changed = store.change("a", ring -> ring.rotated(KEYS.current()));
            assertThat(changed.previous()).containsExactly(KEYS.current());
            assertThat(store.keys("a", () -> OTHERS)).isSameAs(changed);
        });

        assertThat(warnings).hasSize(1);
    }
}
