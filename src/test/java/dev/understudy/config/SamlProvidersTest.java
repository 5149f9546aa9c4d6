package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.iam.SamlProvider;
import dev.understudy.iam.Tag;
import dev.understudy.saml.MetadataSource;
import dev.understudy.saml.Responses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamlProvidersTest {
    private static final String ARN = "arn:aws:iam::123456789012:saml-provider/Corp";

    @TempDir
    Path folder;

    private ConfigSource beside(String yaml) {
        return ConfigSource.text("c.yaml", yaml, folder);
    }

    @Test
    void metadata_stands_in_a_file_or_in_place() throws Exception {
        String metadata = Responses.metadataDocument(Responses.RSA);
        Files.writeString(folder.resolve("corp.xml"), metadata);
        Settings settings = SettingsLoader.load(beside("""
                samlProviders:
                  - Name: Corp
                    SamlMetadataDocument: corp.xml
                    Tags: [{ Key: a, Value: b }]
                  - Name: Inline
                    account: 111122223333
                    SamlMetadataDocument: |
                %s
                """.formatted(metadata.indent(8))));
        SamlProvider provider = settings.directory().samlProvider(ARN).orElseThrow();
        assertThat(provider.tags()).containsExactly(new Tag("a", "b"));
        assertThat(provider.source()).isEqualTo(new MetadataSource.Document(Responses.metadata(Responses.RSA)));
        assertThat(settings.directory()
                        .samlProvider("arn:aws:iam::111122223333:saml-provider/Inline")
                        .orElseThrow()
                        .source())
                .isEqualTo(provider.source());
        assertThat(settings.files()).contains(folder.resolve("corp.xml"));
    }

    @Test
    void a_provider_can_be_declared_in_java() throws Exception {
        Settings settings = SettingsLoader.load(Configuration.empty()
                .localSamlProvider("Corp")
                .samlProvider("Other", Responses.metadataDocument(Responses.EC))
                .toSource());
        assertThat(settings.directory().samlProvider(ARN).orElseThrow().source())
                .isEqualTo(new MetadataSource.Local());
        assertThat(settings.directory().samlProviders()).hasSize(2);
    }

    @Test
    void the_guide_s_examples_load() throws Exception {
        Files.createDirectories(folder.resolve("metadata"));
        Files.writeString(folder.resolve("metadata/corp.xml"), Responses.metadataDocument(Responses.RSA));
        List<String> examples = Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/saml.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            assertThat(SettingsLoader.load(beside(example)).directory().samlProvider(ARN))
                    .isPresent();
        }
    }

    @Test
    void a_file_that_is_not_there_or_no_metadata_is_a_fault() throws Exception {
        Files.write(folder.resolve("binary.xml"), new byte[] {(byte) 0xff, 0, 1});
        Files.writeString(folder.resolve("page.xml"), "<html/>");
        String yaml = """
                samlProviders:
                  - { Name: a, SamlMetadataDocument: missing.xml }
                  - { Name: b, SamlMetadataDocument: binary.xml }
                  - { Name: c, SamlMetadataDocument: page.xml }
                """;
        assertThat(faults(beside(yaml)))
                .hasSize(3)
                .satisfies(faults -> assertThat(faults.get(0)).contains("c.yaml:2", "missing.xml"))
                .satisfies(faults -> assertThat(faults.get(1)).contains("c.yaml:3", "IAM takes metadata in UTF-8 only"))
                .satisfies(faults -> assertThat(faults.get(2))
                        .isEqualTo("c.yaml:4: samlProviders[2].SamlMetadataDocument: this is no metadata of an identity"
                                + " provider: its root element is no EntityDescriptor of SAML 2.0 metadata"));
    }
}
