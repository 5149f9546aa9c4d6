package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.utility.DockerImageName;

/** What a container is told before it starts; no Docker is needed for that. */
@SuppressWarnings("deprecation") // What will be copied can be asked for in no other way.
class UnderstudyContainerTest {
    @TempDir
    private Path directory;

    @Test
    void it_listens_for_other_containers_and_keeps_the_images_configuration() {
        try (UnderstudyContainer container = new UnderstudyContainer()) {
            assertThat(container.getExposedPorts()).containsExactly(4592);
            assertThat(container.getEnvMap())
                    .containsEntry("UNDERSTUDY_HOST", "0.0.0.0")
                    .doesNotContainKey("UNDERSTUDY_CONFIG");
        }
    }

    @Test
    void a_file_becomes_the_configuration() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.yaml"), "account: \"210987654321\"");
        try (UnderstudyContainer container = new UnderstudyContainer().withConfiguration(file)) {
            assertThat(container.getCopyToFileContainerPathMap()).containsValue("/etc/understudy/understudy.yaml");
            assertThat(container.getEnvMap()).containsEntry("UNDERSTUDY_CONFIG", "/etc/understudy/understudy.yaml");
        }
    }

    @Test
    void a_directory_is_copied_with_all_that_it_holds() throws Exception {
        Files.writeString(directory.resolve("understudy.yaml"), "account: \"210987654321\"");
        try (UnderstudyContainer container = new UnderstudyContainer().withConfiguration(directory)) {
            assertThat(container.getCopyToFileContainerPathMap()).containsValue("/etc/understudy/");
            assertThat(container.getEnvMap()).containsEntry("UNDERSTUDY_CONFIG", "/etc/understudy/understudy.yaml");
        }
    }

    @Test
    void a_directory_without_a_configuration_is_refused_at_once() {
        try (UnderstudyContainer container = new UnderstudyContainer()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> container.withConfiguration(directory))
                    .withMessage(directory + " is neither a file nor a directory with an understudy.yaml in it.");
        }
    }

    @Test
    void another_image_must_be_declared_a_substitute() {
        DockerImageName other = DockerImageName.parse("registry.example.com/tools/sts:3");
        assertThatIllegalStateException().isThrownBy(() -> {
            new UnderstudyContainer(other).close();
        });
        try (UnderstudyContainer container = new UnderstudyContainer(other.asCompatibleSubstituteFor("understudy"))) {
            assertThat(container.getExposedPorts()).containsExactly(4592);
        }
    }
}
