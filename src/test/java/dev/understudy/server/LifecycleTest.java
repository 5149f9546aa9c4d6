package dev.understudy.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LifecycleTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void any_free_port_is_taken_and_given_back() throws IOException {
        HttpServer first = Servers.start(Servers::echo);
        int port = first.port();
        assertThat(port).isPositive();
        assertThat(first.host()).isEqualTo("127.0.0.1");
        first.close();

        try (HttpServer second = Servers.start(ServerOptions.of("127.0.0.1", port), Servers::echo);
                RawClient client = new RawClient(second)) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(client.send(GET).response().status()).isEqualTo(200);
        }
    }

    @Test
    void two_servers_run_side_by_side() throws IOException {
        try (HttpServer one = Servers.start(request -> HttpResponse.text(200, "one"));
                HttpServer two = Servers.start(request -> HttpResponse.text(200, "two"));
                RawClient toOne = new RawClient(one);
                RawClient toTwo = new RawClient(two)) {
            assertThat(toOne.send(GET).response().body()).isEqualTo("one\n");
            assertThat(toTwo.send(GET).response().body()).isEqualTo("two\n");
        }
    }

    @Test
    void a_port_in_use_is_told_with_a_way_out() throws IOException {
        try (HttpServer server = Servers.start(Servers::echo)) {
            ServerOptions same = ServerOptions.of("127.0.0.1", server.port());

            assertThatIOException()
                    .isThrownBy(() -> Servers.start(same, Servers::echo))
                    .withMessageContainingAll(
                            "port " + server.port() + " of 127.0.0.1", "in use", "choose another port");
        }
    }

    @Test
    void an_unknown_host_is_told() {
        assertThatIOException()
                .isThrownBy(() -> Servers.start(ServerOptions.of("no-such-host.invalid", 0), Servers::echo))
                .withMessageContainingAll("no-such-host.invalid", "cannot be resolved");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void a_port_is_a_port(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.of("127.0.0.1", port));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65535})
    void a_port_at_either_end_is_one(int port) {
        assertThat(ServerOptions.of("127.0.0.1", port).port()).isEqualTo(port);
    }

    @Test
    void closing_lets_a_request_in_flight_finish() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HttpServer server = Servers.start(request -> {
            arrived.countDown();
            await(release);
            return HttpResponse.text(200, "finished");
        });
        try (RawClient busy = new RawClient(server);
                RawClient idle = new RawClient(server)) {
            busy.send(GET);
            await(arrived);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
            awaitRefusal(server);

            assertThat(closing).isNotDone();
            release.countDown();

            assertThat(busy.response().body()).isEqualTo("finished\n");
            assertThat(busy.rest()).isEmpty();
            assertThat(idle.rest()).isEmpty();
            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void closing_does_not_wait_for_ever() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ServerOptions options =
                Servers.options().withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(100));
        HttpServer server = Servers.start(options, request -> {
            arrived.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return HttpResponse.text(200, "too late");
        });
        try (RawClient client = new RawClient(server)) {
            client.send(GET);
            await(arrived);
            server.close();

            await(interrupted);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void closing_again_does_nothing() throws IOException {
        HttpServer server = Servers.start(Servers::echo);
        server.close();
        server.close();

        assertThat(server.port()).isPositive();
    }

    /** In a process of its own, since the libraries greet only once, when their classes are loaded. */
    @Test
    void starting_serving_and_stopping_are_silent() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quiet.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo("200\n");
    }

    /** Starts, serves, and ends by returning: a closed server keeps no process alive. */
    static final class Quiet {
        private Quiet() {}

        public static void main(String[] args) throws IOException {
            try (HttpServer server = Servers.start(Servers::echo);
                    RawClient client = new RawClient(server)) {
                System.out.print(client.send(GET).response().status() + "\n");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** New connections are refused as soon as closing has begun. */
    private static void awaitRefusal(HttpServer server) throws IOException {
        while (true) {
            try {
                new RawClient(server).close();
            } catch (ConnectException e) {
                return;
            } catch (SocketException e) {
                // Reset in the very moment of closing.
                Thread.onSpinWait();
            }
        }
    }
}
