package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are those of the Fetch standard; which headers AWS exposes is documented for Cognito, unknown for STS. */
class AnyOriginTest {
    private final CorsPolicy policy = new AnyOrigin();

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com", "http://localhost:3000", "null"})
    void every_page_may_read_the_response(String origin) {
        HttpResponse response = answer(request("POST", "Origin", origin), AnyOriginTest::fail);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.headers().all("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(response.headers()
                        .first("Access-Control-Expose-Headers")
                        .orElse("")
                        .split(", "))
                .contains("x-amzn-RequestId", "x-amz-sts-extended-request-id", "x-amzn-ErrorType", "Date");
        assertThat(response.headers().first("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void other_clients_get_the_response_as_it_is() {
        assertThat(answer(request("POST"), AnyOriginTest::fail).headers().entries())
                .containsExactly(Map.entry("Content-Type", "text/plain; charset=utf-8"));
    }

    @Test
    void a_preflight_is_answered_without_the_handler() {
        HttpResponse response = answer(
                request(
                        "OPTIONS",
                        "Origin",
                        "https://app.example.com",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,x-amz-date, amz-sdk-request"),
                AnyOriginTest::mustNotBeCalled);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers())
                .isEqualTo(Headers.of(
                        "Access-Control-Allow-Origin", "*",
                        "Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                        "Access-Control-Max-Age", "7200",
                        "Access-Control-Allow-Headers", "authorization,x-amz-date, amz-sdk-request"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    OPTIONS | Origin                        | no method is asked for
                    OPTIONS | Access-Control-Request-Method | no page asks
                    POST    | Access-Control-Request-Method | not OPTIONS
                    """)
    void what_is_no_preflight_goes_to_the_handler(String method, String header, String why) {
        HttpResponse response = answer(request(method, header, "POST"), AnyOriginTest::fail);

        assertThat(response.status()).as(why).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "a,", "a b", "a,,b", "a;b", "a:b", "<script>", "\u00e9"})
    void what_is_no_list_of_names_is_not_sent_back(String requested) {
        assertThat(preflight(requested).headers().first("Access-Control-Allow-Headers"))
                .isEmpty();
    }

    @Test
    void the_list_of_names_is_bounded() {
        String longest = "a".repeat(AnyOrigin.MAX_REQUESTED_HEADERS);

        assertThat(preflight(longest).headers().first("Access-Control-Allow-Headers"))
                .contains(longest);
        assertThat(preflight(longest + "a").headers().first("Access-Control-Allow-Headers"))
                .isEmpty();
    }

    @Test
    void an_answer_that_is_late_is_as_readable_and_one_that_is_absent_stays_so() {
        HttpAnswer late = new HttpAnswer.Delayed(HttpResponse.text(200, "late"), Duration.ofSeconds(1));
        HttpAnswer answer = policy.answer(request("POST", "Origin", "https://app.example.com"), request -> late);

        assertThat(answer).isInstanceOfSatisfying(HttpAnswer.Delayed.class, delayed -> {
            assertThat(delayed.by()).isEqualTo(Duration.ofSeconds(1));
            assertThat(((HttpResponse) delayed.answer()).headers().first("Access-Control-Allow-Origin"))
                    .contains("*");
        });
        assertThat(policy.answer(
                        request("POST", "Origin", "https://app.example.com"), request -> new HttpAnswer.Dropped()))
                .isEqualTo(new HttpAnswer.Dropped());
    }

    private HttpResponse answer(HttpRequest request, HttpHandler handler) {
        return (HttpResponse) policy.answer(request, handler);
    }

    private HttpResponse preflight(String requested) {
        return answer(
                request(
                        "OPTIONS",
                        "Origin",
                        "https://app.example.com",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        requested),
                AnyOriginTest::mustNotBeCalled);
    }

    private static HttpRequest request(String method, String... headers) {
        return new HttpRequest(method, "/", "", Headers.of(headers), new byte[0], "127.0.0.1", false);
    }

    private static HttpResponse fail(HttpRequest request) {
        return HttpResponse.text(400, "AWS's errors are as readable as its results.");
    }

    private static HttpResponse mustNotBeCalled(HttpRequest request) {
        throw new AssertionError("A preflight must not reach the handler");
    }
}
