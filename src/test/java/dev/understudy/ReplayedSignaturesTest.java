package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sigv4.CapturedVectors;
import dev.understudy.sigv4.CapturedVectors.Captured;
import dev.understudy.sigv4.SignedRequest;
import dev.understudy.support.Fixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What clients signed, sent to a running server as whoever holds it would: the API server of a Kubernetes cluster that is
 * shown a token for EKS, a Vault server that is shown a login, or the client itself.
 */
class ReplayedSignaturesTest {
    private static final String ARN = "<Arn>arn:aws:iam::123456789012:user/alice</Arn>";
    private static Fixture fixture;

    @BeforeAll
    static void start() {
        fixture = Fixture.of("""
                users:
                  - UserName: alice
                    accessKeys: [{ AccessKeyId: %s, SecretAccessKey: %s }]
                """.formatted(CapturedVectors.LONG_TERM_KEY_ID, CapturedVectors.SECRET));
        fixture.clock.advance(Duration.between(fixture.clock.instant(), CapturedVectors.TIME));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    static Stream<Captured> callsOfAUser() {
        return CapturedVectors.all()
                .filter(Captured::isLongTerm)
                .filter(vector -> !vector.name().startsWith("AssumeRole"));
    }

    @ParameterizedTest
    @MethodSource("callsOfAUser")
    void server_knows_who_signed(Captured vector) throws IOException {
        assertThat(send(vector.request(), vector.request().path()))
                .startsWith("HTTP/1.1 200 ")
                .contains(ARN);
    }

    @ParameterizedTest
    @MethodSource("callsOfAUser")
    void what_is_signed_may_come_with_an_absolute_target(Captured vector) throws IOException {
        String host = header(vector.request(), "Host");
        assertThat(send(vector.request(), "http://" + host + vector.request().path()))
                .startsWith("HTTP/1.1 200 ")
                .contains(ARN);
    }

    @ParameterizedTest
    @MethodSource("callsOfAUser")
    void server_refuses_it_for_another_host(Captured vector) throws IOException {
        SignedRequest request = vector.request();
        SignedRequest elsewhere = new SignedRequest(
                request.method(),
                request.path(),
                request.query(),
                request.headers().stream()
                        .map(header -> header.getKey().equalsIgnoreCase("Host")
                                ? Map.entry("Host", "sts.example.com")
                                : header)
                        .toList(),
                request.body());
        assertThat(send(elsewhere, request.path()))
                .startsWith("HTTP/1.1 403 ")
                .contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void a_token_for_eks_and_a_login_to_vault_are_among_them() {
        assertThat(callsOfAUser().map(Captured::name))
                .contains("the URL in an EKS token, long-term key", "Vault's login", "SigV4A, a list of regions");
    }

    private static String header(SignedRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** Java's HTTP client does not let the Host header be chosen. */
    private static String send(SignedRequest request, String target) throws IOException {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        StringBuilder head = new StringBuilder(request.method() + " " + target + query + " HTTP/1.1\r\n");
        request.headers().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length"))
                .forEach(header -> head.append(header.getKey() + ": " + header.getValue() + "\r\n"));
        head.append("Content-Length: " + request.body().length + "\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(request.body());
        URI endpoint = fixture.understudy.endpoint();
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.toByteArray());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
