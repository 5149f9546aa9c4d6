package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out: it runs by itself, and its commands and its server know the same keys. */
class RunnableJarIT {
    private static final String JAR = System.getProperty("understudy.jar");

    @TempDir
    private Path home;

    private ProcessBuilder understudy(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("UNDERSTUDY_HOME", home.toString());
        return process;
    }

    @Test
    void a_token_of_the_command_is_good_at_the_server() throws Exception {
        Process server = understudy("--port", "0").start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String ready = output.readLine();
            Matcher line = Pattern.compile(
                            "Understudy is ready: export AWS_ENDPOINT_URL_STS=(\\S+) AWS_REGION=us-east-1 .*")
                    .matcher(ready);
            assertThat(line.matches()).as(ready).isTrue();
            HttpResponse<String> answer = assume(URI.create(line.group(1)), token());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } finally {
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String token() throws IOException, InterruptedException {
        Process token = understudy(
                        "token",
                        "--issuer",
                        "https://server.example.com",
                        "--audience",
                        "appid_from_oidc_idp",
                        "--subject",
                        "alice")
                .start();
        String output = new String(token.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(token.waitFor()).isZero();
        return output.strip();
    }

    private static HttpResponse<String> assume(URI endpoint, String token) throws IOException, InterruptedException {
        String query = "?Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=me&RoleArn="
                + "arn:aws:iam::123456789012:role/RoleForServerExample&WebIdentityToken=" + token;
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/" + query)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void it_carries_the_licences_of_what_it_bundles() throws IOException {
        try (ZipFile jar = new ZipFile(JAR)) {
            String thirdParty = new String(
                    jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(thirdParty)
                    .contains("Undertow", "Nimbus", "Caffeine", "Jackson", "picocli")
                    .doesNotContain("JUnit", "Testcontainers", "docker-java");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/testcontainers/"));
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }
}
