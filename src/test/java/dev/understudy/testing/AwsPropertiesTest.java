package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.WhoAmI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both forms are tried on the AWS SDK itself, in a process that is told nothing else. */
@UnderstudyTest(scope = Scope.SUITE)
class AwsPropertiesTest {
    private final AwsProperties aws;

    AwsPropertiesTest(AwsProperties aws, @Token Path token) {
        this.aws = aws.withWebIdentity(Fixture.ROLE, token, "child");
    }

    private static String whoAmI(Map<String, String> environment, Map<String, String> properties) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WhoAmI.class.getName()));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        process.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        process.environment().putAll(environment);
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        started.waitFor();
        return output;
    }

    @Test
    void the_environment_is_all_that_an_sdk_needs() throws Exception {
        assertThat(whoAmI(aws.asEnvironment(), Map.of())).contains("assumed-role/RoleForServerExample/child");
    }

    @Test
    void so_are_the_system_properties_for_the_sdk_for_java() throws Exception {
        assertThat(whoAmI(Map.of(), aws.asSystemProperties())).contains("assumed-role/RoleForServerExample/child");
    }

    @Test
    void nothing_is_said_of_a_role_that_was_not_given() {
        AwsProperties plain = new AwsProperties(aws.endpoint(), "eu-west-1");
        assertThat(plain.asEnvironment())
                .isEqualTo(Map.of(
                        "AWS_ENDPOINT_URL_STS",
                        aws.endpoint().toString(),
                        "AWS_REGION",
                        "eu-west-1",
                        "AWS_DEFAULT_REGION",
                        "eu-west-1"));
        assertThat(plain.asSystemProperties())
                .isEqualTo(Map.of("aws.endpointUrlSts", aws.endpoint().toString(), "aws.region", "eu-west-1"));
    }
}
