package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    @ParameterizedTest
    @CsvSource({
        "/,                        root",
        "/x,                       root",
        "*,                        root",
        "/_understudy,             control",
        "/_understudy/,            control",
        "/_understudy/tokens,      control",
        "/_understudy/../,         control",
        "/_understudyx,            root",
        "/_UNDERSTUDY,             root",
        "/%5Funderstudy,           root",
        "//_understudy,            root",
        "/_understudy;v=1,         root",
        "/_understudy/issuers,     issuers",
        "/_understudy/issuers/a/b, issuers",
        "/_understudy/issuersx,    control"
    })
    void the_longest_prefix_in_whole_segments_wins(String path, String route) {
        Router router = new Router(
                List.of(named("/", "root"), named("/_understudy", "control"), named("/_understudy/issuers", "issuers")),
                List.of());

        assertThat(text((HttpResponse) router.answer(get(path)))).isEqualTo(route + "\n");
    }

    @Test
    void a_path_without_a_route_is_not_found() {
        assertThat(new Router(List.of(named("/a", "a")), List.of()).answer(get("/b")))
                .isInstanceOfSatisfying(
                        HttpResponse.class,
                        response -> assertThat(response.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "/a/", "//"})
    void a_prefix_is_written_in_one_way(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> named(prefix, "x"));
    }

    @Test
    @SuppressWarnings("NullAway") // An embedder's handler need not be checked by it.
    void a_failing_handler_is_an_internal_failure_without_detail() {
        List<HttpHandler> failing = List.of(
                request -> {
                    throw new IllegalStateException("detail");
                },
                request -> {
                    throw new StackOverflowError("detail");
                },
                request -> null);

        for (HttpHandler handler : failing) {
            try (CapturedLog log = new CapturedLog()) {
                HttpResponse response =
                        (HttpResponse) new Router(List.of(new Route("/", Cors.ANY_ORIGIN, handler)), List.of())
                                .answer(new HttpRequest(
                                        "POST",
                                        "/path-secret",
                                        "query-secret",
                                        Headers.of("Origin", "https://a.example"),
                                        new byte[0],
                                        "",
                                        false));

                assertThat(response.status()).isEqualTo(500);
                assertThat(text(response)).isEqualTo("Internal failure\n");
                assertThat(response.headers().first("Access-Control-Allow-Origin"))
                        .contains("*");
                assertThat(log.records()).singleElement().satisfies(logged -> {
                    assertThat(logged.getMessage()).isEqualTo("The handler of / failed");
                    assertThat(logged.getThrown()).isNotNull();
                });
            }
        }
    }

    private static Route named(String prefix, String name) {
        return new Route(prefix, Cors.ANY_ORIGIN, request -> HttpResponse.text(200, name));
    }

    private static HttpRequest get(String path) {
        return new HttpRequest("GET", path, "", Headers.EMPTY, new byte[0], "127.0.0.1", false);
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
