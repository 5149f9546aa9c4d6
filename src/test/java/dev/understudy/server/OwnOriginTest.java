package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** This is ours; AWS has no such API. The attacks are cross-site requests and DNS rebinding, both from a browser. */
class OwnOriginTest {
    private final CorsPolicy policy = new OwnOrigin(List.of("Emulator.example.com", ".corp.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:4592",
                "localhost.",
                "understudy.localhost:4592",
                "127.0.0.1",
                "127.0.0.1:4592",
                "10.0.0.255",
                "203.0.113.9:80",
                "[::1]:4592",
                "[fe80::1]",
                "[::ffff:127.0.0.1]",
                "understudy",
                "under_study:4592",
                "sts-1:4592",
                "host.docker.internal:4592",
                "ci.internal",
                "sts.test",
                "mac.local:4592",
                "svc.default.svc.cluster.local",
                "emulator.example.com:4592",
                "EMULATOR.EXAMPLE.COM",
                "understudy.default.svc",
                "sts.corp.example.com"
            })
    void a_host_that_no_stranger_can_own_is_served(String host) {
        assertThat(statusOf("POST", "Host", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:4592",
                "evil.example.",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io",
                "evil-localhost.com",
                "notlocal.com",
                "host.docker.internal.evil.com",
                "x.emulator.example.com",
                "emulator.example.com.evil.com",
                "evilsvc.com",
                "127.1",
                "0x7f.0.0.1",
                "256.0.0.1",
                "1.2.3.4.5",
                "0177.0.0.1"
            })
    void a_public_name_may_point_anywhere_so_it_is_refused(String host) {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            HttpResponse response = answer(method, "Host", host);

            assertThat(response.status()).as(method).isEqualTo(403);
            assertThat(text(response)).contains("does not answer under the host name", "server.controlHosts");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ":4592", "a b", "a/b", "a@b", "localhost:", "localhost:x", "[::1", "[x]", "\u00e9"})
    void a_host_that_is_none_is_refused(String host) {
        HttpResponse response = answer("GET", "Host", host);

        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).contains("needs a Host header");
    }

    @Test
    void a_request_without_a_host_is_refused() {
        assertThat(statusOf("GET")).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    # host,          secure, Origin,                   Sec-Fetch-Site, status
                    localhost:4592,   false,  -,                        -,              200
                    localhost:4592,   false,  http://localhost:4592,    -,              200
                    localhost:4592,   false,  http://localhost:4592,    same-origin,    200
                    localhost:4592,   false,  -,                        none,           200
                    localhost:4592,   false,  -,                        same-site,      200
                    LOCALHOST:4592,   false,  http://localhost:4592,    -,              200
                    localhost:80,     false,  http://localhost,         -,              200
                    localhost,        false,  http://localhost:80,      -,              200
                    localhost:443,    true,   https://localhost,        -,              200
                    localhost:4592,   true,   https://localhost:4592,   -,              200
                    [::1]:4592,       false,  http://[::1]:4592,        -,              200
                    localhost:4592,   false,  http://localhost:3000,    -,              403
                    localhost:4592,   false,  http://localhost:45920,   -,              403
                    localhost:4592,   false,  http://localhost,         -,              403
                    localhost:4592,   false,  https://localhost:4592,   -,              403
                    localhost:4592,   true,   http://localhost:4592,    -,              403
                    localhost:443,    false,  http://localhost,         -,              403
                    localhost:4592,   false,  http://127.0.0.1:4592,    -,              403
                    localhost:4592,   false,  https://evil.example,     -,              403
                    localhost:4592,   false,  null,                     -,              403
                    localhost:4592,   false,  '',                       -,              403
                    localhost:4592,   false,  localhost:4592,           -,              403
                    localhost:4592,   false,  http://localhost:4592/,   -,              403
                    localhost:4592,   false,  -,                        cross-site,     403
                    localhost:4592,   false,  -,                        Cross-Site,     403
                    localhost:4592,   false,  http://localhost:4592,    cross-site,     403
                    """)
    void a_page_elsewhere_is_told_by_what_its_browser_says(
            String host, boolean secure, @Nullable String origin, @Nullable String site, int status) {
        List<String> headers = new ArrayList<>(List.of("Host", host));
        if (origin != null) {
            headers.addAll(List.of("Origin", origin));
        }
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        HttpResponse response = (HttpResponse)
                policy.answer(request("POST", secure, headers.toArray(String[]::new)), OwnOriginTest::ok);

        assertThat(response.status()).isEqualTo(status);
    }

    @Test
    void one_own_origin_does_not_excuse_another() {
        HttpResponse response =
                answer("POST", "Host", "localhost", "Origin", "http://localhost", "Origin", "https://evil.example");

        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).contains("another origin", "http://localhost.");
    }

    @Test
    void nothing_tells_a_page_elsewhere_that_it_may_read() {
        HttpResponse refused = answer(
                "OPTIONS",
                "Host",
                "localhost",
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "PUT");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers().entries())
                .noneMatch(entry -> entry.getKey().startsWith("Access-Control"));
    }

    private int statusOf(String method, String... headers) {
        return answer(method, headers).status();
    }

    private HttpResponse answer(String method, String... headers) {
        return (HttpResponse) policy.answer(request(method, false, headers), OwnOriginTest::ok);
    }

    private static HttpRequest request(String method, boolean secure, String... headers) {
        return new HttpRequest(method, "/_understudy", "", Headers.of(headers), new byte[0], "127.0.0.1", secure);
    }

    private static HttpResponse ok(HttpRequest request) {
        return HttpResponse.text(200, "ok");
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
