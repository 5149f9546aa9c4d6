package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.saml.Responses;
import dev.understudy.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the page on the configuration does what the page says. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```(yaml wrong|yaml likely|yaml|text)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final String WARNING = "warning: ";

    @TempDir
    Path folder;

    static Stream<String> examples() throws IOException {
        return blocks("yaml").stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleLoads(String yaml) throws Exception {
        Files.createDirectories(folder.resolve("jwks"));
        Files.writeString(folder.resolve("jwks/other.json"), "{\"keys\": []}");
        Files.createDirectories(folder.resolve("metadata"));
        Files.writeString(folder.resolve("metadata/corp.xml"), Responses.metadataDocument(Responses.RSA));
        Files.writeString(folder.resolve("ca.pem"), "-");
        KeyPair keys = Certificates.keys("EC");
        Files.writeString(folder.resolve("cert.pem"), Certificates.pem(Certificates.certificate(keys, Instant.now())));
        Files.writeString(folder.resolve("key.pem"), Certificates.pem(keys.getPrivate()));
        Files.createDirectories(folder.resolve("policies"));
        try (Stream<Path> policies = Files.list(Path.of("config/policies"))) {
            for (Path policy : policies.toList()) {
                Files.copy(policy, folder.resolve("policies").resolve(policy.getFileName()));
            }
        }

        assertThat(SettingsLoader.load(ConfigSource.text("understudy.yaml", yaml, folder)))
                .isNotNull();
    }

    @Test
    void aWrongExampleHasTheFaultsThatThePageShows() throws IOException {
        List<String> wrong = blocks("yaml wrong");
        List<String> shown = blocks("text").stream()
                .filter(text -> !text.startsWith(WARNING))
                .toList();

        assertThat(wrong).isNotEmpty().hasSameSizeAs(shown);
        for (int i = 0; i < wrong.size(); i++) {
            assertThat(faults(ConfigSource.text("understudy.yaml", wrong.get(i), folder)))
                    .isEqualTo(shown.get(i).lines().toList());
        }
    }

    @Test
    void aLikelyMistakeHasTheWarningsThatThePageShows() throws Exception {
        String shown =
                blocks("text").stream().filter(text -> text.startsWith(WARNING)).collect(Collectors.joining());

        List<String> likely = blocks("yaml likely");
        assertThat(likely).hasSize(1);
        assertThat(SettingsLoader.load(ConfigSource.text("understudy.yaml", likely.get(0), folder))
                        .warnings())
                .extracting(warning -> WARNING + warning)
                .isEqualTo(shown.lines().toList());
    }

    @Test
    void thePageNamesEveryFieldOfTheTopLevel() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(5);
        assertThat(Files.readString(PAGE))
                .contains(
                        "`server.",
                        "`server.tls.",
                        "`log.",
                        "`account`",
                        "`region`",
                        "`sealingKey`",
                        "`issuers`",
                        "oidcProviders:",
                        "roles:")
                .contains("`managedPolicies`", "users:", "rootUsers:", "identityPools:");
    }

    private static List<String> blocks(String kind) throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }
}
