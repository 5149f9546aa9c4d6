package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown at it: a planned answer, and a server that still stands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a=%ff", "Action=%C0%80", "Action=Get\u00e4"})
    void a_form_that_cannot_be_decoded_is_malformed(String form) {
        HttpResponse<String> answer = fixture.post(form + "&Version=2011-06-15");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("<Code>MalformedInput</Code>", "<Code>InvalidAction</Code>");
    }

    @Test
    void a_thousand_parameters_are_the_most() {
        String call = Fixture.form(fixture.assumeRole(fixture.token()));
        assertThat(fixture.post(call + "&x=1".repeat(995)).statusCode()).isEqualTo(200);
        assertThat(fixture.post(call + "&x=1".repeat(996)).body()).contains("<Code>MalformedInput</Code>");
    }

    @Test
    void a_body_of_one_mebibyte_is_the_largest() {
        String call = Fixture.form(fixture.assumeRole(fixture.token())) + "&x=";
        assertThat(fixture.post(call + "a".repeat((1 << 20) - call.length())).statusCode())
                .isEqualTo(200);
        assertThat(fixture.post(call + "a".repeat((1 << 20) - call.length() + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void an_issuer_whose_host_is_unknown_has_no_key() {
        try (Fixture unknown = Fixture.of("""
                oidcProviders: [{ Url: https://no-such-host.invalid, ClientIdList: [a] }]
                roles: []
                """)) {
            String header = encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}");
            long now = unknown.clock.instant().getEpochSecond();
            String claims = encoded(
                    "{\"iss\":\"https://no-such-host.invalid\",\"sub\":\"s\",\"aud\":\"a\",\"iat\":%d,\"exp\":%d}"
                            .formatted(now, now + 600));
            HttpResponse<String> answer =
                    unknown.call(unknown.assumeRole(header + "." + claims + "." + encoded("signature")));
            assertThat(answer.body())
                    .contains("<Code>InvalidIdentityToken</Code>", "Couldn't retrieve verification key");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "FOO"})
    void another_method_is_answered(String method) {
        HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri("/"))
                .method(method, HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity"))
                .build());
        assertThat(answer.statusCode()).isBetween(300, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "FOO"})
    void an_action_in_the_query_needs_get_or_post(String method) {
        HttpResponse<String> answer =
                fixture.send(HttpRequest.newBuilder(fixture.uri("/?Action=GetCallerIdentity&Version=2011-06-15"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(302);
    }

    /** Random calls built of what real ones are built of: never a 5xx but the one that is AWS's own. */
    @Test
    void random_calls_get_planned_answers() {
        long seed = 20260911;
        Random random = new Random(seed);
        String[] names = {
            "Action",
            "Version",
            "RoleArn",
            "RoleSessionName",
            "WebIdentityToken",
            "DurationSeconds",
            "ProviderId",
            "Policy",
            "PolicyArns.member.1.arn",
            "PolicyArns.member",
            "PolicyArns.member.",
            "x"
        };
        String[] values = {
            "AssumeRoleWithWebIdentity",
            "GetCallerIdentity",
            "2011-06-15",
            Fixture.ROLE,
            "session",
            fixture.token(),
            "900",
            "",
            "-1",
            "\uD83D\uDE00",
            "\u0000",
            "{}",
            "..",
            "e30.e30.e30",
            "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
            "www.amazon.com",
            "%00",
            "a".repeat(300)
        };
        for (int i = 0; i < 1_000; i++) {
            Map<String, String> parameters = fixture.assumeRole(values[random.nextInt(values.length)]);
            for (int change = random.nextInt(4); change >= 0; change--) {
                parameters.put(names[random.nextInt(names.length)], values[random.nextInt(values.length)]);
            }
            HttpResponse<String> answer = fixture.call(parameters);
            assertThat(answer.statusCode())
                    .as("seed %d, call %d: %s", seed, i, parameters)
                    .isLessThan(500);
        }
        assertThat(fixture.call(fixture.assumeRole(fixture.token())).statusCode())
                .isEqualTo(200);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
