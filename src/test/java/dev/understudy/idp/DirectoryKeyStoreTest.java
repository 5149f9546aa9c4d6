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
    private static final KeyRing KEYS = KeyRing.of(SigningKeys.generate(new SecureRandom()));
    private static final KeyRing OTHERS = KeyRing.of(SigningKeys.generate(new SecureRandom()));

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
        KeyRing made = new DirectoryKeyStore(directory()).keys(ISSUER, () -> KEYS);
        KeyRing read = new DirectoryKeyStore(directory()).keys(ISSUER, () -> OTHERS);

        assertThat(made.toPrivateJson()).isEqualTo(KEYS.toPrivateJson());
        assertThat(read.toPrivateJson()).isEqualTo(KEYS.toPrivateJson());
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
                            .toPrivateJson())
                    .toList();
            List<Future<String>> results = threads.invokeAll(tasks);

            assertThat(results.get(0).get()).isEqualTo(results.get(1).get());
            assertThat(results.get(0).get()).isIn(KEYS.toPrivateJson(), OTHERS.toPrivateJson());
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

    /** A server rotates; the command line beside it signs with the new keys at once, and the other way round. */
    @Test
    void aChange_isSeenByAnotherProcess() throws IOException {
        DirectoryKeyStore one = new DirectoryKeyStore(directory());
        DirectoryKeyStore other = new DirectoryKeyStore(directory());
        one.keys(ISSUER, () -> KEYS);
        other.keys(ISSUER, () -> KEYS);

        KeyRing rotated = one.change(ISSUER, ring -> ring.rotated(OTHERS.current()));
        assertThat(other.keys(ISSUER, () -> KEYS).toPrivateJson()).isEqualTo(rotated.toPrivateJson());
        assertThat(other.find(ISSUER).orElseThrow().publicJwks()).isEqualTo(rotated.publicJwks());
        assertThat(rotated.previous()).hasSize(1);

        other.change(ISSUER, KeyRing::retired);
        assertThat(one.keys(ISSUER, () -> KEYS).toPrivateJson()).isEqualTo(OTHERS.toPrivateJson());
        onlyFile();
    }

    /** What versions before rotation wrote: a private JSON Web Key Set. */
    @Test
    void anOlderFile_isRead() throws IOException {
        DirectoryKeyStore store = new DirectoryKeyStore(directory());
        store.keys(ISSUER, () -> OTHERS);
        Files.writeString(onlyFile(), KEYS.current().toPrivateJwks());

        assertThat(store.keys(ISSUER, () -> OTHERS).publicJwks()).isEqualTo(KEYS.publicJwks());
    }

    @Test
    void nothingToFindOrChange_beforeTheKeysAreMade() {
        DirectoryKeyStore store = new DirectoryKeyStore(directory());

        assertThat(store.find(ISSUER)).isEmpty();
        assertThatThrownBy(() -> store.change(ISSUER, KeyRing::retired))
                .isInstanceOf(IssuerKeyStoreException.class)
                .hasMessageContaining("cannot be read");
        assertThat(directory()).doesNotExist();
    }
}
