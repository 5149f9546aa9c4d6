package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are held back, and answers that never come. The delays are real, since the I/O threads keep them. */
@Timeout(60)
class LateAnswerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void a_delayed_answer_is_whole_and_no_earlier_than_it_may_be() throws IOException {
        Duration delay = Duration.ofMillis(150);
        String body = "x".repeat(300_000);
        try (HttpServer server = Servers.start(request -> late(body, delay));
                RawClient client = new RawClient(server)) {
            long before = System.nanoTime();
            assertThat(client.send(GET).response().body()).isEqualTo(body + "\n");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);

            assertThat(client.send(GET).response().status())
                    .as("the connection serves on")
                    .isEqualTo(200);
        }
    }

    @Test
    void a_delay_of_nothing_is_an_answer_at_once() throws IOException {
        try (HttpServer server = Servers.start(request -> late("now", Duration.ZERO));
                RawClient client = new RawClient(server)) {
            assertThat(client.send(GET).response().body()).isEqualTo("now\n");
        }
    }

    /** With one worker thread, no second request would ever arrive if the first one's wait held it. */
    @Test
    void no_worker_thread_waits() throws IOException {
        ServerOptions defaults = Servers.options();
        ServerOptions options = new ServerOptions(
                defaults.host(),
                0,
                defaults.maxBodyBytes(),
                defaults.maxHeaderCount(),
                defaults.maxHeaderBytes(),
                defaults.requestTimeout(),
                defaults.idleTimeout(),
                Duration.ZERO,
                1,
                1,
                List.of());
        CountDownLatch arrived = new CountDownLatch(20);
        HttpHandler handler = request -> {
            if (request.path().equals("/late")) {
                arrived.countDown();
                return late("late", NEVER);
            }
            return Servers.echo(request);
        };
        try (HttpServer server = Servers.start(options, handler)) {
            List<RawClient> waiting = new ArrayList<>();
            try (RawClient quick = new RawClient(server)) {
                for (int i = 0; i < 20; i++) {
                    waiting.add(new RawClient(server).send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n"));
                }
                await(arrived);
                assertThat(quick.send(GET).response().status()).isEqualTo(200);
            } finally {
                for (RawClient client : waiting) {
                    client.close();
                }
            }
        }
    }

    @Test
    void a_dropped_answer_is_not_a_byte() throws IOException {
        try (HttpServer server = Servers.start(request -> new HttpAnswer.Dropped());
                RawClient client = new RawClient(server)) {
            assertThat(client.send(GET).rest()).isEmpty();
        }
    }

    @Test
    void an_answer_may_be_dropped_late() throws IOException {
        Duration delay = Duration.ofMillis(100);
        try (HttpServer server = Servers.start(request -> new HttpAnswer.Delayed(new HttpAnswer.Dropped(), delay));
                RawClient client = new RawClient(server)) {
            long before = System.nanoTime();
            assertThat(client.send(GET).rest()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);
        }
    }

    @Test
    void a_client_that_gives_up_disturbs_nobody() throws IOException {
        CountDownLatch arrived = new CountDownLatch(1);
        HttpHandler handler = request -> {
            arrived.countDown();
            return late("late", Duration.ofMillis(50));
        };
        try (HttpServer server = Servers.start(handler);
                RawClient patient = new RawClient(server)) {
            try (RawClient hasty = new RawClient(server)) {
                hasty.send(GET);
                await(arrived);
            }
            assertThat(patient.send(GET).response().body()).isEqualTo("late\n");
        }
    }

    @Test
    void closing_waits_for_a_delayed_answer() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        HttpServer server = Servers.start(request -> {
            arrived.countDown();
            return late("in time", Duration.ofMillis(200));
        });
        try (RawClient client = new RawClient(server)) {
            client.send(GET);
            await(arrived);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

            assertThat(client.response().body()).isEqualTo("in time\n");
            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void closing_waits_no_longer_than_its_time_out() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        ServerOptions options =
                Servers.options().withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(100));
        HttpServer server = Servers.start(options, request -> {
            arrived.countDown();
            return late("too late", NEVER);
        });
        try (RawClient client = new RawClient(server)) {
            client.send(GET);
            await(arrived);
            assertThat(CompletableFuture.runAsync(server::close)).succeedsWithin(Duration.ofSeconds(5));
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT24H0.001S"})
    void a_delay_has_bounds(Duration delay) {
        assertThatIllegalArgumentException().isThrownBy(() -> late("", delay));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT24H"})
    void a_delay_at_its_bounds_is_one(Duration delay) {
        assertThat(late("", delay).by()).isEqualTo(delay);
    }

    private static HttpAnswer.Delayed late(String sentence, Duration by) {
        return new HttpAnswer.Delayed(HttpResponse.text(200, sentence), by);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
