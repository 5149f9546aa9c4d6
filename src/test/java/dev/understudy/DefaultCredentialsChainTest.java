package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.WhoAmI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS SDK for Java in a process of its own, told by environment variables alone. */
class DefaultCredentialsChainTest {
    @TempDir
    private Path directory;

    private String whoAmI(Fixture fixture, String token) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("token"), token);
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WhoAmI.class.getName())
                .redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        process.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL_STS",
                        fixture.understudy.endpoint().toString(),
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_EC2_METADATA_DISABLED",
                        "true",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        file.toString(),
                        "AWS_ROLE_ARN",
                        Fixture.ROLE,
                        "AWS_ROLE_SESSION_NAME",
                        "from-the-environment"));
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        started.waitFor();
        return output;
    }

    @Test
    void the_token_file_is_found_exchanged_and_the_credentials_used() throws Exception {
        try (Fixture fixture = Fixture.packaged()) {
            assertThat(whoAmI(fixture, fixture.token()))
                    .contains("arn:aws:sts::123456789012:assumed-role/RoleForServerExample/from-the-environment");
        }
    }

    @Test
    void a_token_that_aws_would_refuse_gets_no_credentials() throws Exception {
        try (Fixture fixture = Fixture.packaged()) {
            assertThat(whoAmI(fixture, "garbage"))
                    .doesNotContain("assumed-role")
                    .contains("The ID Token provided is not a valid JWT");
        }
    }
}
