package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits are ours. Each is tested at the limit and one past it. Time-outs are short, but real: these are sockets. */
@Timeout(20)
class LimitsTest {
    private static final int MAX_BODY = 1 << 20;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_HEADER_BYTES = 128 << 10;
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = Servers.start(Servers::echo);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_defaults_are_as_documented() {
        ServerOptions options = ServerOptions.of("127.0.0.1", 0);

        assertThat(options.maxBodyBytes()).isEqualTo(MAX_BODY);
        assertThat(options.maxHeaderCount()).isEqualTo(MAX_HEADERS);
        assertThat(options.maxHeaderBytes()).isEqualTo(MAX_HEADER_BYTES);
        assertThat(options.requestTimeout()).isEqualTo(LONG);
        assertThat(options.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_body_of_the_greatest_length_is_taken() throws IOException {
        try (RawClient client = new RawClient(server)) {
            String body = "x".repeat(MAX_BODY);

            assertThat(client.send(post("Content-Length: " + MAX_BODY) + body)
                            .response()
                            .body())
                    .isEqualTo("POST / [] " + MAX_BODY + "\n");
            assertThat(client.send(post("Transfer-Encoding: chunked") + chunks(body, 8000))
                            .response()
                            .body())
                    .isEqualTo("POST / [] " + MAX_BODY + "\n");
            assertThat(client.send(post("Transfer-Encoding: chunked") + chunks(body, 1))
                            .response()
                            .body())
                    .isEqualTo("POST / [] " + MAX_BODY + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8000, MAX_BODY + 1})
    void one_byte_more_in_chunks_is_refused(int chunkSize) throws IOException {
        assertTooLong(post("Transfer-Encoding: chunked") + chunks("x".repeat(MAX_BODY + 1), chunkSize));
    }

    @Test
    void one_great_chunk_is_refused() throws IOException {
        assertTooLong(post("Transfer-Encoding: chunked") + chunks("x".repeat(12 * MAX_BODY), 12 * MAX_BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\r\nX: %s\r\n\r\n", "0;x=%s\r\n\r\n", "1;%s\r\nx\r\n0\r\n\r\n"})
    void trailers_and_extensions_are_taken_but_not_without_end(String chunks) throws IOException {
        String start = post("Transfer-Encoding: chunked");
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send(start + chunks.formatted("x".repeat(64 << 10)))
                            .response()
                            .status())
                    .isEqualTo(200);
        }
        assertTooLong(start + chunks.formatted("x".repeat(8 * MAX_BODY + (128 << 10))));
    }

    @Test
    void one_byte_more_is_refused() throws IOException {
        assertTooLong(post("Content-Length: " + (MAX_BODY + 1)) + "x".repeat(MAX_BODY + 1));
    }

    @Test
    void a_client_still_sending_its_long_body_can_read_why_it_was_refused() throws IOException {
        assertTooLong(post("Content-Length: " + 8 * MAX_BODY) + "x".repeat(8 * MAX_BODY));
    }

    @Test
    void a_client_that_asks_first_need_not_send_its_long_body() throws IOException {
        assertTooLong(post("Expect: 100-continue\r\nContent-Length: " + (MAX_BODY + 1)));
    }

    @Test
    void many_headers_are_taken_and_one_more_is_refused() throws IOException {
        assertLimit(count -> "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(count - 1) + "\r\n", MAX_HEADERS);
    }

    @Test
    void long_headers_are_taken_and_one_byte_more_is_refused() throws IOException {
        assertLimit(
                length -> {
                    String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
                    return start + "x".repeat(length - start.length() - 4) + "\r\n\r\n";
                },
                MAX_HEADER_BYTES);
    }

    @Test
    void a_long_query_is_taken_and_one_byte_more_is_refused() throws IOException {
        assertLimit(
                length -> {
                    String end = " HTTP/1.1\r\nHost: a\r\n\r\n";
                    return "GET /?" + "x".repeat(length - end.length() - 6) + end;
                },
                MAX_HEADER_BYTES);
    }

    @Test
    void a_token_of_the_greatest_length_fits_in_a_query() throws IOException {
        String query = "Action=AssumeRoleWithWebIdentity&WebIdentityToken=" + "x".repeat(20_000);
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send("GET /?" + query + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .response()
                            .body())
                    .isEqualTo("GET / [" + query + "] 0\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: unfinished",
                "GET / HTTP/1.1\r\nHost: a\r\n\r",
            })
    void slow_headers_end_the_connection(String start) throws IOException {
        try (HttpServer impatient = impatient(SHORT, LONG);
                RawClient client = new RawClient(impatient)) {
            assertThat(client.send(start).rest()).isEmpty();
        }
    }

    @Test
    void headers_that_trickle_in_are_slow_too() throws Exception {
        try (HttpServer impatient = impatient(SHORT, LONG);
                RawClient client = new RawClient(impatient)) {
            long start = System.nanoTime();
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            Thread trickle = new Thread(() -> {
                try {
                    while (true) {
                        client.send("x");
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException e) {
                    // The server, or the test, has ended.
                }
            });
            trickle.start();

            assertThat(client.rest()).isIn("", "<reset>");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
            trickle.interrupt();
            trickle.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\n\r\nab",
                "Content-Length: 3\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nab",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x",
            })
    void a_slow_body_is_a_time_out(String headersAndStart) throws IOException {
        try (HttpServer impatient = impatient(SHORT, LONG);
                RawClient client = new RawClient(impatient)) {
            RawClient.Response response = client.send("POST / HTTP/1.1\r\nHost: a\r\n" + headersAndStart)
                    .response();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.body()).isEqualTo("The request body did not arrive in time.\n");
            assertThat(response.headers().first("Connection")).contains("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_idle_connection_is_closed(boolean used) throws IOException {
        try (HttpServer impatient = impatient(LONG, SHORT);
                RawClient client = new RawClient(impatient)) {
            if (used) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").response();
            }

            assertThat(client.rest()).isEmpty();
        }
    }

    /** The response is larger than the socket buffers of both sides can be. */
    @Test
    void a_client_that_does_not_read_its_response_is_dropped() throws Exception {
        int length = 64 << 20;
        ServerOptions options = Servers.options().withTimeouts(SHORT, LONG, LONG);
        HttpServer impatient =
                Servers.start(options, request -> new HttpResponse(200, Headers.EMPTY, new byte[length]));
        try (RawClient client = new RawClient(impatient, 4096)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(200);
            long start = System.nanoTime();
            impatient.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
            assertThat(client.rest().length()).isLessThan(length);
        }
    }

    private static HttpServer impatient(Duration request, Duration idle) throws IOException {
        return Servers.start(Servers.options().withTimeouts(request, idle, SHORT), Servers::echo);
    }

    private static void assertLimit(IntFunction<String> request, int limit) throws IOException {
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send(request.apply(limit)).response().status()).isEqualTo(200);
            assertThat(client.send(request.apply(limit)).response().status())
                    .as("again on the same connection")
                    .isEqualTo(200);
        }
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send(request.apply(limit + 1)).response().status())
                    .isEqualTo(400);
            assertThat(client.rest()).isEmpty();
        }
    }

    private static void assertTooLong(String request) throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response = client.send(request).response();

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).isEqualTo("The request body is longer than 1048576 bytes.\n");
            assertThat(response.headers().first("Connection")).contains("close");
            assertThat(response.headers().first("Date")).isPresent();
            assertThat(client.rest()).isEmpty();
        }
    }

    private static String post(String headers) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n";
    }

    private static String chunks(String body, int size) {
        StringBuilder chunks = new StringBuilder();
        for (int from = 0; from < body.length(); from += size) {
            int to = Math.min(from + size, body.length());
            chunks.append(Integer.toHexString(to - from))
                    .append("\r\n")
                    .append(body, from, to)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }
}
