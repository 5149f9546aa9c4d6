package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs Docker and the image that the system property names; see the profile {@code containers}. */
class UnderstudyContainerIT {
    private static final String IMAGE = System.getProperty("understudy.image", "understudy:latest");

    @TempDir
    private Path directory;

    private static Object outcome(UnderstudyContainer container, String role) {
        String token = container.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        return container
                .control()
                .explain(Map.of("RoleArn", role, "WebIdentityToken", token))
                .get("outcome");
    }

    @Test
    void the_images_own_configuration_serves() {
        try (UnderstudyContainer container = new UnderstudyContainer(IMAGE)) {
            container.start();
            assertThat(outcome(container, Fixture.ROLE)).isEqualTo("allowed");
        }
    }

    @Test
    void a_configuration_in_place_of_it_serves() {
        try (UnderstudyContainer container =
                new UnderstudyContainer(IMAGE).withConfiguration(Fixture.inlineRole("Mine"))) {
            container.start();
            assertThat(outcome(container, "arn:aws:iam::123456789012:role/Mine"))
                    .isEqualTo("allowed");
            assertThat(outcome(container, Fixture.ROLE)).isEqualTo("refused");
        }
    }

    @Test
    void a_directory_brings_its_policies() throws Exception {
        Files.writeString(directory.resolve("understudy.yaml"), """
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                roles: [{ RoleName: Mine, AssumeRolePolicyDocument: policies/trust.json }]
                """);
        Files.createDirectory(directory.resolve("policies"));
        Files.copy(
                Path.of("config/policies/RoleForServerExample.trust.json"), directory.resolve("policies/trust.json"));
        try (UnderstudyContainer container = new UnderstudyContainer(IMAGE).withConfiguration(directory)) {
            container.start();
            assertThat(outcome(container, "arn:aws:iam::123456789012:role/Mine"))
                    .isEqualTo("allowed");
        }
    }
}
