package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a file are noticed. */
class FingerprintTest {
    private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = write("understudy.yaml", "region: us-east-1");
    }

    private Path write(String name, String text) throws IOException {
        Path path = Files.writeString(folder.resolve(name), text);
        return Files.setLastModifiedTime(path, THEN);
    }

    private Fingerprint now() {
        return Fingerprint.of(Set.of(file));
    }

    @Test
    void a_file_that_stays_is_the_same_even_if_it_was_touched() throws IOException {
        Fingerprint before = now();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
        assertThat(now()).isEqualTo(before).hasSameHashCodeAs(before);
    }

    @Test
    void another_content_of_the_same_size_and_time_is_noticed() throws IOException {
        Fingerprint before = now();
        write("understudy.yaml", "region: us-west-2");
        assertThat(now()).isNotEqualTo(before);
    }

    @Test
    void a_file_that_is_renamed_over_the_old_one_is_noticed() throws IOException {
        Fingerprint before = now();
        Files.move(write("new", "region: us-west-2"), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(now()).isNotEqualTo(before);
    }

    @Test
    void a_link_that_leads_elsewhere_is_noticed_even_if_it_is_not_the_last_one() throws IOException {
        Files.createDirectories(folder.resolve("v1"));
        Files.createDirectories(folder.resolve("v2"));
        write("v1/linked.yaml", "region: us-east-1");
        write("v2/linked.yaml", "region: us-west-2");
        Path data = Files.createSymbolicLink(folder.resolve("data"), Path.of("v1"));
        file = Files.createSymbolicLink(folder.resolve("linked.yaml"), Path.of("data/linked.yaml"));
        Fingerprint before = now();
        Files.move(
                Files.createSymbolicLink(folder.resolve("next"), Path.of("v2")), data, StandardCopyOption.ATOMIC_MOVE);
        assertThat(now()).isNotEqualTo(before);
    }

    @Test
    void a_file_that_goes_or_comes_is_noticed() throws IOException {
        Fingerprint before = now();
        Files.delete(file);
        Fingerprint without = now();
        assertThat(without).isNotEqualTo(before);
        Files.createDirectory(file);
        assertThat(now()).isNotEqualTo(before).isNotEqualTo(without);
    }

    @Test
    void the_largest_file_that_is_told_by_content_is_and_one_byte_more_is_told_by_size_and_time() throws IOException {
        String largest = "a".repeat(Fingerprint.MAX_CONTENT);
        write("understudy.yaml", largest);
        Fingerprint before = now();
        write("understudy.yaml", "b" + largest.substring(1));
        assertThat(now()).isNotEqualTo(before);

        write("understudy.yaml", largest + "a");
        Fingerprint larger = now();
        write("understudy.yaml", "b" + largest);
        assertThat(now()).isEqualTo(larger);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-06-01T00:00:00Z")));
        assertThat(now()).isNotEqualTo(larger);
        Files.writeString(file, largest + "aa");
        Files.setLastModifiedTime(file, THEN);
        assertThat(now()).isNotEqualTo(larger);
    }

    @Test
    void the_files_are_known_in_the_order_in_which_they_were_named() throws IOException {
        Path other = write("other", "1");
        assertThat(Fingerprint.of(List.of(file, other, file)).files()).containsExactly(file, other);
        assertThat(Fingerprint.of(List.of(other, file))).isEqualTo(Fingerprint.of(List.of(file, other)));
        assertThat(Fingerprint.of(List.of(other, file))).isNotEqualTo(now());
    }
}
