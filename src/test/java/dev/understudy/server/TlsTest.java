package dev.understudy.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.tls.SelfSigned;
import dev.understudy.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The https listener beside the http one. */
@Timeout(60)
class TlsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final ServerCertificate CERTIFICATE = SelfSigned.certificate(
            Set.of("localhost", "127.0.0.1"), Instant.parse("2026-11-05T10:00:00Z"), new SecureRandom());
    private static final SSLContext SERVER = CERTIFICATE.context(new SecureRandom());

    private static ServerOptions options() {
        return Servers.options().withTls(Optional.of(new ServerOptions.Tls(0, SERVER)));
    }

    private static SSLContext client() throws Exception {
        X509Certificate certificate = CERTIFICATE.certificate();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("understudy", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Socket plain(HttpServer server) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.tlsPort().orElseThrow());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static SSLSocket secure(HttpServer server, String... protocols) throws Exception {
        SSLSocket socket = (SSLSocket) client().getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.tlsPort().orElseThrow());
        socket.setSoTimeout(10_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_request_over_tls_is_secure_and_one_beside_it_is_not(String version) throws Exception {
        try (HttpServer server =
                        Servers.start(options(), request -> HttpResponse.text(200, String.valueOf(request.secure())));
                SSLSocket secure = secure(server, version);
                RawClient plain = new RawClient(server)) {
            assertThat(exchange(secure, GET)).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\ntrue\n");
            assertThat(secure.getSession().getProtocol()).isEqualTo(version);
            assertThat(secure.getSession().getPeerCertificates()).containsExactly(CERTIFICATE.certificate());
            assertThat(plain.send(GET).response().body()).isEqualTo("false\n");
        }
    }

    @Test
    void without_the_option_there_is_no_such_port() throws IOException {
        try (HttpServer server = Servers.start(Servers::echo)) {
            assertThat(server.tlsPort()).isEmpty();
        }
    }

    /** A ClientHello of TLS 1.1 by hand, since Java no longer sends one; the answer is the alert protocol_version. */
    @Test
    void tls_1_1_is_refused() throws Exception {
        String hello = "0302" + "00".repeat(32) + "00" + "0004c013002f" + "0100";
        String handshake = "010000" + HexFormat.of().toHexDigits((byte) (hello.length() / 2)) + hello;
        byte[] packet = HexFormat.of()
                .parseHex("160302" + HexFormat.of().toHexDigits((short) (handshake.length() / 2)) + handshake);
        try (HttpServer server = Servers.start(options(), Servers::echo);
                Socket socket = plain(server)) {
            socket.getOutputStream().write(packet);
            byte[] alert = socket.getInputStream().readNBytes(7);
            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void a_body_as_large_as_allowed_comes_through_and_one_byte_more_does_not() throws Exception {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ";
        int most = Servers.options().maxBodyBytes();
        try (HttpServer server = Servers.start(options(), Servers::echo)) {
            try (SSLSocket socket = secure(server)) {
                assertThat(exchange(socket, head + most + "\r\n\r\n" + "x".repeat(most)))
                        .endsWith("POST / [] " + most + "\n");
            }
            try (SSLSocket socket = secure(server)) {
                assertThat(exchange(socket, head + (most + 1) + "\r\n\r\n" + "x".repeat(most + 1)))
                        .startsWith("HTTP/1.1 413 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, "\u0016\u0003\u0001\u0000\u0005garbage", "\u0000\u0000\u0000\u0000"})
    void what_is_no_tls_is_dropped(String bytes) throws Exception {
        try (HttpServer server = Servers.start(options(), Servers::echo)) {
            try (Socket socket = plain(server)) {
                socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
                socket.shutdownOutput();
                assertThat(rest(socket)).doesNotContain("200 OK");
            }
            try (SSLSocket socket = secure(server)) {
                assertThat(exchange(socket, GET)).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void who_connects_and_says_nothing_is_dropped() throws Exception {
        ServerOptions impatient =
                options().withTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofMillis(100));
        try (HttpServer server = Servers.start(impatient, Servers::echo);
                Socket socket = plain(server)) {
            assertThat(rest(socket)).isEmpty();
        }
    }

    @Test
    void closing_lets_a_request_over_tls_finish() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HttpServer server = Servers.start(options(), request -> {
            arrived.countDown();
            await(release);
            return HttpResponse.text(200, "finished");
        });
        try (SSLSocket busy = secure(server)) {
            busy.getOutputStream().write(GET.getBytes(ISO_8859_1));
            await(arrived);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            awaitRefusal(server);
            assertThat(closing).isNotDone();
            release.countDown();
            assertThat(new String(busy.getInputStream().readAllBytes(), ISO_8859_1))
                    .endsWith("finished\n");
            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_tls_port_in_use_is_told_and_nothing_stays_open() throws Exception {
        try (HttpServer server = Servers.start(options(), Servers::echo)) {
            int taken = server.tlsPort().orElseThrow();
            ServerOptions same = Servers.options().withTls(Optional.of(new ServerOptions.Tls(taken, SERVER)));
            assertThatIOException()
                    .isThrownBy(() -> Servers.start(same, Servers::echo))
                    .withMessageContainingAll("port " + taken + " of 127.0.0.1", "in use");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void a_tls_port_is_a_port(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerOptions.Tls(port, SERVER));
    }

    @Test
    void the_other_options_keep_the_listener() {
        assertThat(options().withControlHosts(List.of("a")).tls()).isPresent();
        assertThat(options()
                        .withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .tls())
                .isPresent();
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitRefusal(HttpServer server) throws IOException {
        while (true) {
            try {
                plain(server).close();
            } catch (SocketException refused) {
                return;
            }
        }
    }
}
