package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/1.1 as RFC 9112 has it. */
class HttpServerTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.start(
                Servers.options(),
                List.of(
                        new Route("/", Cors.ANY_ORIGIN, Servers::echo),
                        new Route("/_understudy", Cors.OWN_ORIGIN, Servers::echo),
                        new Route("/fails", Cors.ANY_ORIGIN, request -> {
                            throw new IllegalStateException("detail");
                        }),
                        new Route(
                                "/own-headers",
                                Cors.ANY_ORIGIN,
                                request -> new HttpResponse(
                                        200,
                                        Headers.of(
                                                "Date", "Thu, 01 Jan 1970 00:00:00 GMT",
                                                "Content-Length", "99",
                                                "Transfer-Encoding", "chunked",
                                                "Connection", "close",
                                                "x-amzn-RequestId", "1",
                                                "X-Twice", "a",
                                                "X-Twice", "b"),
                                        "body".getBytes(StandardCharsets.UTF_8))),
                        new Route(
                                "/thread",
                                Cors.ANY_ORIGIN,
                                request -> HttpResponse.text(
                                        200, Thread.currentThread().getName())),
                        new Route(
                                "/status",
                                Cors.ANY_ORIGIN,
                                request -> HttpResponse.text(Integer.parseInt(request.query()), "body"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET / HTTP/1.1                                 | GET / [] 0
                    GET /? HTTP/1.1                                | GET / [] 0
                    GET /?a=b%2Bc+d&&=&a HTTP/1.1                  | GET / [a=b%2Bc+d&&=&a] 0
                    GET /?a?b=/c;d#e HTTP/1.1                      |
                    GET /?a?b=/c;d HTTP/1.1                        | GET / [a?b=/c;d] 0
                    GET /a%2Fb%00%zz HTTP/1.1                      |
                    GET /a%2Fb%00//../c HTTP/1.1                   | GET /a%2Fb%00//../c [] 0
                    GET /a;b=c/d HTTP/1.1                          | GET /a;b=c/d [] 0
                    GET /a+b HTTP/1.1                              | GET /a+b [] 0
                    GET http://localhost/a%20b?c%20d HTTP/1.1      | GET /a%20b [c%20d] 0
                    GET http://localhost:4592/ HTTP/1.1            | GET / [] 0
                    GET http://localhost HTTP/1.1                  | GET / [] 0
                    GET http://localhost?a=b HTTP/1.1              | GET / [a=b] 0
                    OPTIONS * HTTP/1.1                             | OPTIONS * [] 0
                    DELETE /a HTTP/1.1                             | DELETE /a [] 0
                    PATCH /a HTTP/1.1                              | PATCH /a [] 0
                    BREW /a HTTP/1.1                               | BREW /a [] 0
                    get /a HTTP/1.1                                | get /a [] 0
                    GET /a HTTP/1.0                                | GET /a [] 0
                    """)
    void the_request_target_is_passed_on_undecoded(String requestLine, String echoed) throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response =
                    client.send(requestLine + "\r\nHost: localhost\r\n\r\n").response();

            assertThat(response.status()).isEqualTo(echoed == null ? 400 : 200);
            assertThat(response.body()).isEqualTo(echoed == null ? "" : echoed + "\n");
        }
    }

    @Test
    void the_handler_sees_headers_body_and_address() throws IOException {
        CompletableFuture<HttpRequest> seen = new CompletableFuture<>();
        try (HttpServer recording = Servers.start(request -> {
                    seen.complete(request);
                    return HttpResponse.text(200, "ok");
                });
                RawClient client = new RawClient(recording)) {
            client.send(
                            "POST / HTTP/1.1\r\nHost: a:1\r\nX-Two:1\r\nCookie: a=\"b; c\"\r\nx-two: \t2 3\t\r\nX-Empty:\r\n"
                                    + "X-Byte: \u00e9\r\nContent-Length: 3\r\n\r\n\u0000\u00ffa")
                    .response();
        }

        HttpRequest request = seen.join();
        assertThat(request.headers().entries())
                .containsExactlyInAnyOrder(
                        Map.entry("Host", "a:1"),
                        Map.entry("X-Two", "1"),
                        Map.entry("X-Two", "2 3"),
                        Map.entry("Cookie", "a=\"b; c\""),
                        Map.entry("X-Empty", ""),
                        Map.entry("X-Byte", "\u00e9"),
                        Map.entry("Content-Length", "3"));
        assertThat(request.headers().all("x-two")).containsExactly("1", "2 3");
        assertThat(request.body()).containsExactly(0, 0xFF, 'a');
        assertThat(request.remoteAddress()).isEqualTo("127.0.0.1");
        assertThat(request.secure()).isFalse();
        assertThat(request).hasToString("HttpRequest[POST /]");
    }

    @Test
    void every_response_has_a_date_and_a_length_and_names_no_software() throws IOException {
        try (CapturedLog log = new CapturedLog();
                RawClient client = new RawClient(server)) {
            for (String path : List.of("/", "/fails", "/_understudy", "/status?404")) {
                Headers headers = client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .response()
                        .headers();

                assertThat(headers.entries())
                        .extracting(Map.Entry::getKey)
                        .containsExactlyInAnyOrder("Date", "Content-Length", "Content-Type", "Connection");
                assertThat(headers.first("Connection")).contains("keep-alive");
            }
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void a_handler_may_set_the_date_but_not_the_framing() throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response =
                    client.send("GET /own-headers HTTP/1.1\r\nHost: a\r\n\r\n").response();

            assertThat(response.body()).isEqualTo("body");
            assertThat(response.headers().all("Date")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
            assertThat(response.headers().all("Content-Length")).containsExactly("4");
            assertThat(response.headers().all("Transfer-Encoding")).isEmpty();
            assertThat(response.headers().all("Connection")).containsExactly("keep-alive");
            assertThat(response.headers().all("X-Twice")).containsExactly("a", "b");
            assertThat(response.headers().entries())
                    .extracting(Map.Entry::getKey)
                    .contains("x-amzn-RequestId");
        }
    }

    @Test
    void a_failing_handler_neither_tells_why_nor_ends_the_connection() throws IOException {
        try (CapturedLog log = new CapturedLog();
                RawClient client = new RawClient(server)) {
            RawClient.Response response = client.send("POST /fails HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
                    .response();

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("Internal failure\n");
            assertThat(log.records()).hasSize(1);
            assertGoodRequest(client);
        }
    }

    @Test
    void head_is_get_without_the_body() throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response =
                    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n").head();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().first("Content-Length")).contains("13");
            assertGoodRequest(client);
        }
    }

    @ParameterizedTest
    @CsvSource({"204", "304"})
    void some_statuses_have_no_body(int status) throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response = client.send("GET /status?" + status + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .head();

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers().first("Content-Length")).isEmpty();
            assertGoodRequest(client);
        }
    }

    @Test
    void one_connection_carries_many_requests() throws IOException {
        try (RawClient client = new RawClient(server)) {
            for (int i = 0; i < 50; i++) {
                String body = "x".repeat(i);
                RawClient.Response response = client.send(
                                "POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + i + "\r\n\r\n" + body)
                        .response();

                assertThat(response.body()).isEqualTo("POST /" + i + " [] " + i + "\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HTTP/1.1 | Connection: close      | close
                    HTTP/1.1 | Connection: keep-alive | keep-alive
                    HTTP/1.0 | X: y                   | close
                    HTTP/1.0 | Connection: keep-alive | keep-alive
                    """)
    void the_client_says_whether_the_connection_stays(String version, String header, String expected)
            throws IOException {
        try (RawClient client = new RawClient(server)) {
            RawClient.Response response = client.send("GET / " + version + "\r\nHost: a\r\n" + header + "\r\n\r\n")
                    .response();

            assertThat(response.headers().all("Connection")).containsExactly(expected);
            if (expected.equals("close")) {
                assertThat(client.rest()).isEmpty();
            } else {
                assertGoodRequest(client);
            }
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            requests.append("POST /").append(i).append(" HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");
            requests.append("PUT /").append(i).append(" HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            requests.append("1\r\na\r\n2;x=y\r\nbc\r\n0\r\nTrailer: z\r\n\r\n");
        }
        try (RawClient client = new RawClient(server)) {
            client.send(requests.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(client.response().body()).isEqualTo("GET /" + i + " [] 0\n");
                assertThat(client.response().body()).isEqualTo("POST /" + i + " [] 2\n");
                assertThat(client.response().body()).isEqualTo("PUT /" + i + " [] 3\n");
            }
        }
    }

    @Test
    void a_request_may_come_byte_by_byte() throws IOException {
        byte[] request = "POST /a?b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        try (RawClient client = new RawClient(server)) {
            for (byte b : request) {
                client.send(new byte[] {b});
            }

            assertThat(client.response().body()).isEqualTo("POST /a [b] 3\n");
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_continue() throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send("abc").response().body()).isEqualTo("POST / [] 3\n");
            assertGoodRequest(client);
        }
    }

    @Test
    void the_control_api_keeps_web_pages_out_and_aws_endpoints_do_not() throws IOException {
        try (RawClient client = new RawClient(server)) {
            String rebound = " HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}";

            assertThat(client.send("POST /_understudy/tokens" + rebound)
                            .response()
                            .status())
                    .isEqualTo(403);
            assertThat(client.send("POST /" + rebound).response().status()).isEqualTo(200);
            assertThat(client.send("POST /_understudy/tokens HTTP/1.1\r\nHost: localhost:" + server.port()
                                    + "\r\nOrigin: http://localhost:" + server.port()
                                    + "\r\nContent-Length: 2\r\n\r\n{}")
                            .response()
                            .body())
                    .isEqualTo("POST /_understudy/tokens [] 2\n");
        }
    }

    @Test
    void two_hundred_requests_at_once_are_all_answered() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<String>> bodies = IntStream.range(0, 200)
                .mapToObj(i -> client.sendAsync(
                                java.net.http.HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + server.port() + "/" + i))
                                        .POST(BodyPublishers.ofByteArray(new byte[i * 100]))
                                        .build(),
                                BodyHandlers.ofString())
                        .thenApply(java.net.http.HttpResponse::body))
                .toList();

        assertThat(bodies)
                .extracting(CompletableFuture::join)
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .mapToObj(i -> "POST /" + i + " [] " + i * 100 + "\n")
                        .toList());
    }

    private static void assertGoodRequest(RawClient client) throws IOException {
        assertThat(client.send("GET /good HTTP/1.1\r\nHost: a\r\n\r\n")
                        .response()
                        .body())
                .isEqualTo("GET /good [] 0\n");
    }

    /** A handler may wait for an identity provider, and a thread that moves bytes must not. */
    @Test
    void no_handler_runs_on_an_io_thread() throws Exception {
        String thread = HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + server.port() + "/thread"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(thread).contains("understudy-http").doesNotContain("I/O");
    }
}
