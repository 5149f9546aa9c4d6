package dev.understudy.config;

import static dev.understudy.config.Configurations.PERMISSIONS;
import static dev.understudy.config.Configurations.TRUST;
import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.understudy.token.KeySource;
import dev.understudy.token.KeySource.Access;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies, key sets and certificates that a configuration names by path. */
class LinkedFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writePolicies() throws Exception {
        Files.createDirectories(folder.resolve("policies"));
        write("policies/trust.json", json(TRUST));
        write("policies/permissions.json", json(PERMISSIONS));
    }

    @Test
    void pathsStartFromTheFileThatNamesThem() throws Exception {
        write("jwks.json", "{\"keys\": []}");
        write("ca.pem", "-");
        Settings settings = SettingsLoader.load(configuration("""
                issuers:
                  https://a.example: { jwks: jwks.json }
                  https://b.example: { jwksUri: "https://b.example/keys", caCertificate: ca.pem, bearerTokenFile: later }
                roles:
                  - RoleName: a
                    AssumeRolePolicyDocument: policies/trust.json
                    Policies: [{PolicyName: p, PolicyDocument: ABSOLUTE}]
                """.replace(
                "ABSOLUTE",
                folder.resolve("policies/permissions.json").toAbsolutePath().toString())));

        Access access = new Access(Optional.of(folder.resolve("ca.pem")), Optional.of(folder.resolve("later")));
        assertThat(settings.issuers())
                .containsEntry("https://a.example", new KeySource.StaticJwks("{\"keys\": []}"))
                .containsEntry(
                        "https://b.example", new KeySource.JwksUri(URI.create("https://b.example/keys"), access));
        assertThat(settings.directory().roles()).singleElement().satisfies(role -> {
            assertThat(role.trustPolicy().document()).isEqualTo(json(TRUST));
            assertThat(role.policies()).hasSize(1);
        });
    }

    /** What a watcher must look at: the configuration first, a file that need not be there yet included. */
    @Test
    void theSettingsListEveryFile() throws Exception {
        write("jwks.json", "{\"keys\": []}");
        write("ca.pem", "-");
        Settings settings = SettingsLoader.load(configuration("""
                issuers:
                  https://a.example: { jwks: jwks.json }
                  https://b.example: { jwksUri: "https://b.example/keys", caCertificate: ca.pem, bearerTokenFile: later }
                roles:
                  - RoleName: a
                    AssumeRolePolicyDocument: policies/../policies/trust.json
                    Policies: [{PolicyName: p, PolicyDocument: policies/permissions.json}]
                """));

        assertThat(settings.files())
                .containsExactly(
                        folder.resolve("understudy.yaml"),
                        folder.resolve("jwks.json"),
                        folder.resolve("ca.pem"),
                        folder.resolve("later"),
                        folder.resolve("policies/../policies/trust.json"),
                        folder.resolve("policies/permissions.json"));
        assertThat(settings.withServer(ServerSettings.DEFAULT).files()).isEqualTo(settings.files());
    }

    @Test
    void resourcesAndTextsAreNoFiles() throws Exception {
        assertThat(SettingsLoader.load(ConfigSource.packaged()).files()).isEmpty();
        assertThat(SettingsLoader.load(ConfigSource.text("c.yaml", "{}")).files())
                .isEmpty();
    }

    @Test
    void aTextAtHandMayHaveADirectory() throws Exception {
        String yaml = "roles: [{RoleName: a, AssumeRolePolicyDocument: policies/trust.json}]";

        assertThat(SettingsLoader.load(ConfigSource.text("c.yaml", yaml, folder))
                        .directory()
                        .roles())
                .hasSize(1);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("policies/missing.json", "there is no such file"),
                arguments("policies", "it is not a regular file"),
                arguments("/dev/zero", "it is not a regular file"),
                arguments("large.json", "it is larger than 1 MiB"),
                arguments("latin1.json", "it is not UTF-8 text"),
                arguments("nul\\0.json", "it is not a path"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void aPathThatLeadsNowhereIsAFaultWhereItStands(String path, String reason) throws Exception {
        write("large.json", "[" + " ".repeat(ConfigSource.MAX_BYTES - 1) + "]");
        Files.write(folder.resolve("latin1.json"), new byte[] {'"', (byte) 0xe9, '"'});

        assertThat(faults(configuration("roles:\n- RoleName: a\n  AssumeRolePolicyDocument: \"" + path + "\"\n")))
                .singleElement()
                .asString()
                .startsWith(folder.resolve("understudy.yaml") + ":3: roles[0].AssumeRolePolicyDocument: cannot use \"")
                .endsWith(": " + reason);
    }

    static Stream<Arguments> noJson() {
        return Stream.of(
                arguments("", 1, "this is not valid JSON: it is empty"),
                arguments(
                        "{\n  \"Version\": \"2012-10-17\"\n  \"Statement\": []\n}",
                        3,
                        "this is not valid JSON: look at column 3"),
                arguments("Version: 2012-10-17", 1, "this is not valid JSON: look at column 1"),
                arguments("{}\n{}", 2, "a second document begins here; one is read"),
                arguments(
                        "{\n\"Version\": \"x\",\n\"Version\": \"y\"}",
                        3,
                        "Version: the same key is already at line 2"));
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void aFileThatIsNoJsonIsAFaultOfThatFile(String text, int line, String message) throws Exception {
        write("policies/broken.json", text);

        assertThat(faults(configuration("roles: [{RoleName: a, AssumeRolePolicyDocument: policies/broken.json}]")))
                .contains(folder.resolve("policies/broken.json") + ":" + line + ": " + message);
    }

    @Test
    void faultsOfNamedFilesFollowThoseOfTheConfiguration() throws Exception {
        write("policies/broken.json", "-");

        assertThat(faults(configuration("""
                        roles:
                          - {RoleName: a, AssumeRolePolicyDocument: policies/broken.json}
                          - {RoleName: b, AssumeRolePolicyDocument: policies/broken.json}
                          - {RoleName: b c, AssumeRolePolicyDocument: policies/trust.json}
                        """)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("understudy.yaml:4: roles[2].RoleName: "),
                        second -> assertThat(second).contains("broken.json:1: this is not valid JSON"));
    }

    @Test
    void aCertificateMustBeThereAndATokenNeedNot() throws Exception {
        assertThat(faults(configuration(
                        "issuers: {\"https://a.example\": {caCertificate: ca.pem, bearerTokenFile: token}}")))
                .singleElement()
                .asString()
                .endsWith(":1: issuers[\"https://a.example\"].caCertificate: cannot use \"" + folder.resolve("ca.pem")
                        + "\": there is no such file");
    }

    @Test
    void aMissingConfigurationIsAFaultWithoutALine() {
        Path file = folder.resolve("none.yaml");

        assertThat(faults(ConfigSource.file(file))).containsExactly(file + ": there is no such file");
        assertThat(faults(ConfigSource.file(folder))).containsExactly(folder + ": it is not a regular file");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws Exception {
        assertThat(SettingsLoader.load(configuration("\uFEFFregion: eu-west-1\n"))
                        .region())
                .isEqualTo("eu-west-1");
    }

    private ConfigSource configuration(String yaml) throws Exception {
        return ConfigSource.file(write("understudy.yaml", yaml));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String json(String flowYaml) {
        Faults none = new Faults("test");
        return JsonText.policy(Documents.yaml("test", flowYaml, none).orElseThrow());
    }
}
