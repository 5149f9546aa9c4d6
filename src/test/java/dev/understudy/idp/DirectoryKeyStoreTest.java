package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.token.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryKeyStoreTest {
    private static final String ISSUER = "server.example.com";
    private static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());
    private static final SigningKeys OTHERS = SigningKeys.generate(new SecureRandom());

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("a/keys");
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void anotherProcess_seesTheSameKeys() throws IOException {
        SigningKeys made = new DirectoryKeyStore(directory()).keys(ISSUER, () -> KEYS);
        SigningKeys read = new DirectoryKeyStore(directory()).keys(ISSUER, () -> OTHERS);

        assertThat(made.toPrivateJwks()).isEqualTo(KEYS.toPrivateJwks());
        assertThat(read.toPrivateJwks()).isEqualTo(KEYS.toPrivateJwks());
        assertThat(onlyFile().getFileName().toString()).matches("[0-9a-f]{64}\\.json");
    }

    @Test
    void processesThatRace_agree() throws Exception {
        CyclicBarrier bothHaveMade = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> tasks = Stream.of(KEYS, OTHERS)
                    .<Callable<String>>map(keys -> () -> new DirectoryKeyStore(directory())
                            .keys(ISSUER, () -> {
                                try {
                                    bothHaveMade.await();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                return keys;
                            })
                            .toPrivateJwks())
                    .toList();
            List<Future<String>> results = threads.invokeAll(tasks);

            assertThat(results.get(0).get()).isEqualTo(results.get(1).get());
            assertThat(results.get(0).get()).isIn(KEYS.toPrivateJwks(), OTHERS.toPrivateJwks());
            onlyFile();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void filesAreTheOwnersAlone() throws IOException {
        Assumptions.assumeTrue(
                parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
        new DirectoryKeyStore(directory()).keys(ISSUER, () -> KEYS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void corruptFile_isNamedAndNotQuoted() throws IOException {
        DirectoryKeyStore store = new DirectoryKeyStore(directory());
        store.keys(ISSUER, () -> KEYS);
        for (String text :
                List.of("", "secret", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\",\"d\":\"secret\"}]}")) {
            Files.writeString(onlyFile(), text);
            assertThatThrownBy(() -> store.keys(ISSUER, () -> KEYS))
                    .isInstanceOf(IssuerKeyStoreException.class)
                    .hasMessageContaining(onlyFile().toString())
                    .hasMessageContaining("Delete it")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void directoryThatCannotBe_isNamed() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> new DirectoryKeyStore(file.resolve("keys")).keys(ISSUER, () -> KEYS))
                .isInstanceOf(IssuerKeyStoreException.class)
                .hasMessageContaining("cannot be kept in " + file);
    }
}
