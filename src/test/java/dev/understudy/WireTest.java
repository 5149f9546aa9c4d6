package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.LogCapture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes on the wire: envelopes, namespaces, headers and routing, as recorded from the real service unless a test says
 * otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_success_is_this_xml() {
        HttpResponse<String> answer = fixture.call(fixture.assumeRole(fixture.token()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/xml");
        assertThat(masked(answer)).isEqualTo("""
                        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <AssumeRoleWithWebIdentityResult>
                            <SubjectFromWebIdentityToken>alice</SubjectFromWebIdentityToken>
                            <AssumedRoleUser>
                              <AssumedRoleId>…</AssumedRoleId>
                              <Arn>arn:aws:sts::123456789012:assumed-role/RoleForServerExample/session</Arn>
                            </AssumedRoleUser>
                            <Credentials>
                              <AccessKeyId>…</AccessKeyId>
                              <SecretAccessKey>…</SecretAccessKey>
                              <SessionToken>…</SessionToken>
                              <Expiration>…</Expiration>
                            </Credentials>
                            <PackedPolicySize>…</PackedPolicySize>
                            <Provider>arn:aws:iam::123456789012:oidc-provider/server.example.com</Provider>
                            <Audience>appid_from_oidc_idp</Audience>
                          </AssumeRoleWithWebIdentityResult>
                          <ResponseMetadata>
                            <RequestId>(the header's)</RequestId>
                          </ResponseMetadata>
                        </AssumeRoleWithWebIdentityResponse>
                        """);
        assertThat(answer.body())
                .containsPattern("<Expiration>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ</Expiration>");
    }

    @Test
    void a_refusal_is_this_xml() {
        HttpResponse<String> answer = fixture.call(fixture.assumeRole("garbage"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(masked(answer)).isEqualTo("""
                        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <Error>
                            <Type>Sender</Type>
                            <Code>InvalidIdentityToken</Code>
                            <Message>The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)</Message>
                          </Error>
                          <RequestId>(the header's)</RequestId>
                        </ErrorResponse>
                        """);
    }

    @Test
    void json_is_for_whoever_accepts_it() {
        HttpResponse<String> answer = fixture.call(fixture.assumeRole(fixture.token()), "Accept", "application/json");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        long expiration = fixture.clock.instant().getEpochSecond() + 3600;
        assertThat(masked(answer))
                .startsWith("{\"AssumeRoleWithWebIdentityResponse\":{\"AssumeRoleWithWebIdentityResult\":{"
                        + "\"SubjectFromWebIdentityToken\":\"alice\",\"AssumedRoleUser\":{")
                .contains("\"Expiration\":" + expiration + "}")
                .containsPattern("\"PackedPolicySize\":\\d+,")
                .endsWith("},\"ResponseMetadata\":{\"RequestId\":\"(the header's)\"}}}");
    }

    /** The shape of JSON errors is not known for certain; it follows the XML's. */
    @Test
    void json_errors_have_the_same_members() {
        HttpResponse<String> answer = fixture.call(
                Map.of("Action", "AssumeRoleWithWebIdentity", "Version", "2011-06-15", "DurationSeconds", "abc"),
                "Accept",
                "application/json");
        assertThat(masked(answer))
                .isEqualTo("{\"Error\":{\"Type\":\"Sender\",\"Code\":\"MalformedInput\"},"
                        + "\"RequestId\":\"(the header's)\"}");
    }

    /** nginx-s3-gateway asks so: an unsigned GET. */
    @Test
    void a_get_is_as_good_as_a_post() {
        HttpResponse<String> answer =
                fixture.get("/?" + Fixture.form(fixture.assumeRole(fixture.token())), "Accept", "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"AccessKeyId\":\"ASIA");
    }

    @Test
    void every_answer_has_its_ids_and_the_date_of_our_clock() {
        for (HttpResponse<String> answer :
                List.of(fixture.call(Map.of()), fixture.call(Map.of("Action", "X")), fixture.get("/x"))) {
            assertThat(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
                    .matches(UUID);
            String extended = new String(
                    Base64.getDecoder()
                            .decode(answer.headers()
                                    .firstValue("x-amz-sts-extended-request-id")
                                    .orElseThrow()),
                    StandardCharsets.US_ASCII);
            assertThat(extended)
                    .matches("1:us-east-1:S:" + fixture.clock.instant().toEpochMilli() + ":R:[A-Za-z0-9_-]{8}");
            assertThat(answer.headers().allValues("Date"))
                    .containsExactly(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                            .format(fixture.clock.instant().atOffset(ZoneOffset.UTC)));
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
                    Action=NoSuchAction&Version=2011-06-15 | Could not find operation NoSuchAction for version 2011-06-15
                    Action=&Version=2011-06-15 | Could not find operation  for version 2011-06-15
                    Action=GetCallerIdentity | Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED
                    Action=GetCallerIdentity&Version= | 'Could not find operation GetCallerIdentity for version '
                    Action=GetCallerIdentity&Version=2010-05-08 | Could not find operation GetCallerIdentity for version 2010-05-08
                    Action=NoSuchAction&Version=2011-06-15&Action=GetCallerIdentity | Could not find operation NoSuchAction for version 2011-06-15
                    """)
    void an_unknown_operation_has_a_namespace_of_its_own(String form, String message) {
        HttpResponse<String> answer = fixture.post(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(masked(answer)).isEqualTo("""
                        <ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09">
                          <Error>
                            <Type>Sender</Type>
                            <Code>InvalidAction</Code>
                            <Message>%s</Message>
                          </Error>
                          <RequestId>(the header's)</RequestId>
                        </ErrorResponse>
                        """.formatted(message));
    }

    /** AWS's answer to it tells a client nothing, and there is no call to be found among the events. */
    @Test
    void a_body_of_another_content_type_is_told_of_in_the_log() {
        LogCapture log = new LogCapture("dev.understudy.protocol.Reception");
        try {
            HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri("/"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"Action\": \"GetCallerIdentity\"}"))
                    .build());
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
                    .contains("Content-Type", "application/x-www-form-urlencoded");
        } finally {
            log.close();
        }
    }

    @Test
    void no_action_is_sent_to_a_page_about_iam() {
        HttpResponse<String> post = fixture.call(Map.of());
        assertThat(post.statusCode()).isEqualTo(302);
        assertThat(post.headers().firstValue("Location")).hasValue("https://aws.amazon.com/iam");
        assertThat(post.body()).isEmpty();

        HttpResponse<String> get = fixture.get("/?Version=2011-06-15");
        assertThat(get.statusCode()).isEqualTo(302);
        assertThat(get.headers().firstValue("Location")).hasValue("https://aws.amazon.com/iam?Version=2011-06-15");
    }

    @Test
    void a_post_that_is_no_form_has_its_body_ignored() {
        HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/sts", "/%2F", "/?/", "/latest/meta-data", "/_understudyx"})
    void any_other_path_is_an_unknown_operation(String path) {
        HttpResponse<String> answer = fixture.get(path.equals("/?/") ? "/index.html?Action=GetCallerIdentity" : path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("<UnknownOperationException/>\n");
    }

    @Test
    void markup_in_a_value_stays_text() {
        HttpResponse<String> answer =
                fixture.call(fixture.assumeRole(fixture.token("{\"subject\": \"<a>&\\u0001\\r\\n\\ud83d\\ude00\"}")));
        assertThat(answer.body())
                .contains("<SubjectFromWebIdentityToken>&lt;a&gt;&amp;\uFFFD&#xD;\n😀</SubjectFromWebIdentityToken>");
    }

    /** Two digits of the day, on the first nine of a month too. */
    @Test
    void the_date_is_an_http_date() throws Exception {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-12-01T10:00:00Z"));
        try (Understudy early = Understudy.builder().clock(clock).start()) {
            HttpRequest request = HttpRequest.newBuilder(early.endpoint()).build();
            assertThat(fixture.send(request).headers().firstValue("Date")).hasValue("Tue, 01 Dec 2026 10:00:00 GMT");
        }
    }

    /** The body with what differs from call to call taken out; the request id must be the header's. */
    private static String masked(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
        return answer.body()
                .replace(id, "(the header's)")
                .replaceAll(
                        "(<(AssumedRoleId|AccessKeyId|SecretAccessKey|SessionToken|Expiration|PackedPolicySize)>)[^<]+",
                        "$1…");
    }
}
