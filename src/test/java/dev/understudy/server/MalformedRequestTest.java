package dev.understudy.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9112 forbids, and the shapes with which one request is smuggled inside another. */
@Timeout(60)
class MalformedRequestTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    /** Where it is taken for a request of its own, it is one the handler counts. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private static final AtomicInteger smuggled = new AtomicInteger();
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = Servers.start(request -> {
            if (request.path().equals("/smuggled")) {
                smuggled.incrementAndGet();
            }
            return Servers.echo(request);
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        smuggled.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / http/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET ../a HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0000\u0000\u0000\u0000",
                "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "GET / HTTP/1.1\r\nHost: a\r\nX\u0000: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n X: a\r\n\r\n\u0000",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nnotrailer\r\n\r\n",
            })
    void what_is_malformed_is_refused_and_the_connection_closed(String request) throws IOException {
        String answer = exchange(request);

        assertThat(answer).as(request).matches("(?s)(HTTP/1.1 400 .*)?(<reset>)?");
        assertStillServing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 0",
                "Content-Length: 0\r\nContent-Length: 5",
                "Content-Length: 0, 5",
                "Content-Length: 5, 5",
                "Content-Length: +0",
                "Content-Length: 0 0",
                "Content-Length: 18446744073709551616",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 0",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;a=b",
                "Transfer-Encoding:",
                "Transfer-Encoding : chunked",
                "Content-Length : 0",
                "Transfer-Encoding: \u000bchunked",
                "Content-Length: 0\u0000",
            })
    void what_leaves_the_length_in_doubt_is_refused_and_nothing_after_it_is_served(String framing) throws IOException {
        String answer = exchange("POST / HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n0\r\n\r\n" + SMUGGLED);

        assertThat(statuses(answer)).as(answer).isIn(List.of(), List.of(400));
        assertThat(smuggled).hasValue(0);
        assertStillServing();
    }

    @Test
    void chunks_are_not_known_before_http_1_1() throws IOException {
        String answer =
                exchange("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);

        assertThat(statuses(answer)).containsExactly(400);
        assertThat(smuggled).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nab",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
            })
    void a_client_that_breaks_off_does_no_harm(String headersAndStart) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\n" + headersAndStart).finish();

            assertThat(statuses(client.rest())).isIn(List.of(), List.of(400));
        }
        assertStillServing();
    }

    @Test
    void connect_is_for_proxies() throws IOException {
        assertThat(statuses(exchange("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n" + SMUGGLED)))
                .containsExactly(405);
        assertThat(smuggled).hasValue(0);
    }

    @Test
    void an_upgrade_is_not_taken_up() throws IOException {
        String upgrade = "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";
        String answer = exchange("GET / HTTP/1.1\r\nHost: a\r\n" + upgrade + "\r\n" + SMUGGLED);

        assertThat(statuses(answer)).containsExactly(200, 200);
    }

    /** Mutated and spliced requests. Whatever they are answered with, it is no 5xx, and good requests still are served. */
    @Test
    void random_bytes_never_cause_a_failure() throws IOException {
        long seed = 20_261_121;
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] request = mutate(random);
            String answer = exchange(new String(request, ISO_8859_1));

            assertThat(statuses(answer))
                    .as("seed %d, request %d: %s", seed, i, new String(request, ISO_8859_1))
                    .allMatch(status -> status < 500);
            if (i % 20 == 0) {
                assertStillServing();
            }
        }
        assertStillServing();
    }

    private static final List<String> SEEDS = List.of(
            "GET /a/b?c=d%20e HTTP/1.1\r\nHost: localhost:4592\r\nAccept: */*\r\n\r\n",
            "GET http://localhost/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 5\r\n\r\nabcde",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: null\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\nCookie: a=\"b\"\r\n\r\n");

    private static final String INTERESTING = "\r\n\u0000\t :;,/%?#[]@\"\\+-0a\u007f\u0080\u00ff";

    private static byte[] mutate(Random random) {
        String one = SEEDS.get(random.nextInt(SEEDS.size()));
        String other = SEEDS.get(random.nextInt(SEEDS.size()));
        String spliced = random.nextBoolean()
                ? one + other
                : one.substring(0, random.nextInt(one.length())) + other.substring(random.nextInt(other.length()));
        StringBuilder mutated = new StringBuilder(spliced);
        for (int edits = random.nextInt(4); edits > 0 && mutated.length() > 1; edits--) {
            int at = random.nextInt(mutated.length());
            char c = INTERESTING.charAt(random.nextInt(INTERESTING.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, c);
                case 1 -> mutated.insert(at, c);
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.toString().getBytes(ISO_8859_1);
    }

    /** Sends and says that nothing follows, so that the server never has more to wait for. */
    private static String exchange(String request) throws IOException {
        try (RawClient client = new RawClient(server)) {
            return client.send(request).finish().rest();
        }
    }

    private static List<Integer> statuses(String answer) {
        return STATUS.matcher(answer)
                .results()
                .map((MatchResult status) -> Integer.valueOf(status.group(1)))
                .toList();
    }

    private static void assertStillServing() throws IOException {
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send("GET /good HTTP/1.1\r\nHost: a\r\n\r\n")
                            .response()
                            .body())
                    .isEqualTo("GET /good [] 0\n");
        }
    }
}
