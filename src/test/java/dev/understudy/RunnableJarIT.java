package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

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
        assertThat(server.exitValue()).isZero();
    }

    /**
     * A call waits for its issuer's keys when the process is told to stop, and told again. It is answered and logged, and
     * the process ends with 0: Java alone would end with 143.
     */
    @Test
    void told_to_stop_it_answers_what_is_in_flight_and_exits_with_0() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HttpServer issuer = slowIssuer(asked, release);
        Path config = Files.writeString(
                home.resolve("slow.yaml"), """
                log: { format: json }
                issuers: { https://slow.example: { jwksUri: "http://127.0.0.1:%d/keys" } }
                oidcProviders: [{ Url: https://slow.example, ClientIdList: [a] }]
                """.formatted(issuer.getAddress().getPort()));
        Path log = home.resolve("log");
        Process server = understudy("--port", "0", "--tls-port", "0", "--config", config.toString())
                .redirectError(log.toFile())
                .start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            String ready = output.readLine();
            assertThat(ready).matches("Understudy is ready: export .* # also https://127\\.0\\.0\\.1:\\d+");
            URI endpoint = URI.create(ready.replaceAll(".*AWS_ENDPOINT_URL_STS=(\\S+) .*", "$1"));
            CompletableFuture<HttpResponse<String>> call = CompletableFuture.supplyAsync(() -> slowCall(endpoint));
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            server.destroy();
            awaitRefusal(endpoint);
            server.toHandle().destroy();
            assertThat(call).isNotDone();
            release.countDown();

            assertThat(call.get(20, TimeUnit.SECONDS).body()).contains("<Code>InvalidIdentityToken</Code>");
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            release.countDown();
            server.destroyForcibly();
            issuer.stop(0);
        }
        assertThat(Files.readAllLines(log))
                .singleElement()
                .satisfies(line -> assertThat(new JsonMapper()
                                .readTree(line)
                                .at("/call/issuer")
                                .asString())
                        .isEqualTo("https://slow.example"));
    }

    /** What hangs longer than the server waits is dropped, and the process still ends with 0. */
    @Test
    void it_does_not_wait_for_ever() throws Exception {
        Process server = understudy("--port", "0").start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            URI endpoint = URI.create(output.readLine().replaceAll(".*AWS_ENDPOINT_URL_STS=(\\S+) .*", "$1"));
            try (Socket client = new Socket(endpoint.getHost(), endpoint.getPort())) {
                client.setSoTimeout(20_000);
                client.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(answer.readLine()).startsWith("HTTP/1.1 100 ");
                server.destroy();
                assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(server.exitValue()).isZero();
            }
        } finally {
            server.destroyForcibly();
        }
    }

    private static HttpServer slowIssuer(CountDownLatch asked, CountDownLatch release) throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            asked.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            byte[] none = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
            exchange.close();
        });
        issuer.start();
        return issuer;
    }

    /** Its token is well formed, so that only the issuer's keys can tell that it is not genuine. */
    private static HttpResponse<String> slowCall(URI endpoint) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        long now = System.currentTimeMillis() / 1000;
        String header = "{\"alg\":\"RS256\",\"kid\":\"1\"}";
        String claims = "{\"iss\":\"https://slow.example\",\"aud\":\"a\",\"sub\":\"s\",\"iat\":%d,\"exp\":%d}"
                .formatted(now, now + 600);
        String token = encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(new byte[256]);
        try {
            return assume(endpoint, token);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** New connections are refused as soon as stopping has begun. */
    private static void awaitRefusal(URI endpoint) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            try {
                new Socket(endpoint.getHost(), endpoint.getPort()).close();
            } catch (SocketException refused) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("It still accepts connections");
    }

    @Test
    void a_changed_configuration_is_read_again() throws Exception {
        Path file = Files.writeString(home.resolve("understudy.yaml"), "region: us-west-2\n");
        Process server = understudy("--port", "0", "--config", file.toString()).start();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            Matcher line = Pattern.compile("AWS_ENDPOINT_URL_STS=(\\S+)").matcher(output.readLine());
            assertThat(line.find()).isTrue();
            URI endpoint = URI.create(line.group(1));
            Files.writeString(file, "regoin: us-west-2\n");
            await(endpoint.resolve("/_understudy/health"), "\"state\":\"broken\"");
            Files.writeString(file, "region: eu-west-1\n");
            await(endpoint.resolve("/_understudy/health"), "\"state\":\"current\"");
            await(endpoint.resolve("/_understudy/metrics"), "reloads_total{outcome=\"success\"} 1.0");
        } finally {
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(URI uri, String expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String body = "";
        while (!body.contains(expected)) {
            assertThat(System.nanoTime()).as(body).isLessThan(deadline);
            Thread.sleep(100);
            body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
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
                    .contains("Undertow", "Nimbus", "Caffeine", "Jackson", "picocli", "micrometer", "Elytron")
                    .doesNotContain("JUnit", "Testcontainers", "docker-java");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/testcontainers/"));
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }
}
