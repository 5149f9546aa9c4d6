package dev.understudy.config;

import static dev.understudy.config.Configurations.TRUST;
import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration among the resources of a test. */
class ClasspathSourceTest {
    @TempDir
    Path parent;

    private URLClassLoader loader;

    @BeforeEach
    void fill() throws Exception {
        Path root = Files.createDirectories(parent.resolve("classes"));
        loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
        Files.createDirectories(root.resolve("orders/policies"));
        String trust =
                JsonText.policy(Documents.yaml("t", TRUST, new Faults("t")).orElseThrow());
        Files.writeString(root.resolve("orders/policies/trust.json"), trust);
        Files.writeString(root.resolve("trust.json"), trust);
        Files.writeString(parent.resolve("outside.json"), trust);
    }

    @AfterEach
    void close() throws Exception {
        loader.close();
    }

    private ConfigSource source(String path, String field) throws Exception {
        Files.writeString(
                parent.resolve("classes/orders/understudy.yaml"),
                field + "roles: [{RoleName: a, AssumeRolePolicyDocument: '" + path + "'}]");
        return ConfigSource.classpath("orders/understudy.yaml", loader);
    }

    @ParameterizedTest
    @ValueSource(strings = {"policies/trust.json", "../trust.json", "./policies/../../trust.json"})
    void paths_leadToResourcesBesideIt(String path) throws Exception {
        Settings settings = SettingsLoader.load(source(path, ""));

        assertThat(settings.directory().roles()).hasSize(1);
        assertThat(settings.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ../../outside.json    | it leads out of the class path
            ../../classes/../x    | it leads out of the class path
            /etc/passwd           | it leads out of the class path
            policies/missing.json | there is no such file
            """)
    void paths_leadNowhereElse(String path, String reason) throws Exception {
        assertThat(faults(source(path, "")))
                .containsExactly("classpath:orders/understudy.yaml:1: roles[0].AssumeRolePolicyDocument: cannot use \""
                        + path + "\": " + reason);
    }

    @Test
    void certificates_mustBeFiles() throws Exception {
        String issuers = "issuers: {https://a.example: {jwksUri: 'https://a.example', caCertificate: ca.pem}}\n";
        assertThat(faults(source("../trust.json", issuers)))
                .singleElement()
                .asString()
                .endsWith("cannot use \"ca.pem\": the class path has no such file beside it");
    }

    @Test
    void aResourceThatIsMissing_isAFault_andASlashBeforeItIsNone() {
        assertThat(faults(ConfigSource.classpath("/none.yaml", loader)))
                .containsExactly("classpath:none.yaml: there is no such file");
    }

    @Test
    void theLoader_isTheThreadsUnlessSaid() throws Exception {
        ConfigSource written = source("policies/trust.json", "");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            assertThat(SettingsLoader.load(ConfigSource.classpath(written.name().replace("classpath:", "/")))
                            .directory()
                            .roles())
                    .hasSize(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
