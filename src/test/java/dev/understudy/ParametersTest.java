package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each parameter at its limit and one past it, over the socket; the messages are recorded ones, with other values. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTest {
    private static final String ARN_PATTERN =
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+";
    private static final String MANAGED = "arn:aws:iam::123456789012:policy/P";

    private Fixture fixture;
    private String token;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
        token = fixture.token();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                one("RoleArn", null, "Value null at 'roleArn'", "Member must not be null"),
                one("RoleSessionName", null, "Value null at 'roleSessionName'", "Member must not be null"),
                one("WebIdentityToken", null, "Value null at 'webIdentityToken'", "Member must not be null"),
                one("RoleArn", "a".repeat(19), "roleArn", "Member must have length greater than or equal to 20"),
                one("RoleArn", "a".repeat(2049), "roleArn", "Member must have length less than or equal to 2048"),
                one("RoleArn", "arn:aws:iam::123456789012:role/\uD83D\uDE00", "roleArn", matches(ARN_PATTERN)),
                one("RoleSessionName", "a", "roleSessionName", "Member must have length greater than or equal to 2"),
                one(
                        "RoleSessionName",
                        "a".repeat(65),
                        "roleSessionName",
                        "Member must have length less than or equal to 64"),
                one("RoleSessionName", "bad/name", "roleSessionName", matches("[\\w+=,.@-]*")),
                one("RoleSessionName", "b\u00e4d", "roleSessionName", matches("[\\w+=,.@-]*")),
                // A sensitive member's value is left out.
                one(
                        "WebIdentityToken",
                        "abc",
                        "Value at 'webIdentityToken'",
                        "Member must have length greater than or equal to 4"),
                one(
                        "WebIdentityToken",
                        "a".repeat(20_001),
                        "Value at 'webIdentityToken'",
                        "Member must have length less than or equal to 20000"),
                one("ProviderId", "abc", "providerId", "Member must have length greater than or equal to 4"),
                one("ProviderId", "a".repeat(2049), "providerId", "Member must have length less than or equal to 2048"),
                one("Policy", "", "policy", matches("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")),
                one("Policy", " ".repeat(2049), "policy", "Member must have length less than or equal to 2048"),
                one("Policy", "{\u20ac}", "policy", matches("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")),
                one("DurationSeconds", "899", "durationSeconds", "Member must have value greater than or equal to 900"),
                one(
                        "DurationSeconds",
                        "43201",
                        "durationSeconds",
                        "Member must have value less than or equal to 43200"),
                one("DurationSeconds", "-1", "durationSeconds", "Member must have value greater than or equal to 900"),
                one("DurationSeconds", "0", "durationSeconds", "Member must have value greater than or equal to 900"),
                one(
                        "DurationSeconds",
                        "2147483647",
                        "durationSeconds",
                        "Member must have value less than or equal to 43200"),
                one(
                        "PolicyArns.member.1.arn",
                        "a".repeat(19),
                        "policyArns.1.member.arn",
                        "Member must have length greater than or equal to 20"),
                one(
                        "PolicyArns.member.2.arn",
                        MANAGED,
                        "Value null at 'policyArns.1.member'",
                        "Member must not be null"));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void a_violated_constraint_is_named(String parameter, String value, String member, String constraint) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.remove(parameter);
        if (value != null) {
            parameters.put(parameter, value);
        }
        String where = member.startsWith("Value ") ? member : "Value '" + value + "' at '" + member + "'";
        assertThat(messages(parameters)).contains(where + " failed to satisfy constraint: " + constraint);
    }

    @Test
    void several_violations_stand_in_one_message_pattern_before_length() {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", "");
        parameters.put("RoleSessionName", "/");
        assertThat(message(fixture.call(parameters)))
                .isEqualTo("4 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: "
                        + matches(ARN_PATTERN)
                        + "; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than"
                        + " or equal to 20; Value '/' at 'roleSessionName' failed to satisfy constraint: "
                        + matches("[\\w+=,.@-]*")
                        + "; Value '/' at 'roleSessionName' failed to satisfy constraint: Member must have length"
                        + " greater than or equal to 2");
    }

    static Stream<Arguments> atTheLimit() {
        return Stream.of(
                Arguments.of("RoleSessionName", "ab"),
                Arguments.of("RoleSessionName", "a".repeat(64)),
                Arguments.of("RoleSessionName", "_+=,.@-"),
                Arguments.of("DurationSeconds", "900"),
                Arguments.of("DurationSeconds", "+900"),
                Arguments.of("DurationSeconds", "0900"),
                Arguments.of("DurationSeconds", "3600"),
                Arguments.of("PolicyArns.member.01.arn", MANAGED),
                Arguments.of("NoSuchParameter", "is ignored"));
    }

    @ParameterizedTest
    @MethodSource("atTheLimit")
    void what_is_within_the_constraints_is_taken(String parameter, String value) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put(parameter, value);
        HttpResponse<String> answer = fixture.call(parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Lengths count code points: 20,000 emoji are a token, if not a good one. */
    @Test
    void lengths_count_code_points() {
        assertThat(message(fixture.call(fixture.assumeRole("\uD83D\uDE00".repeat(20_000)))))
                .startsWith("The ID Token provided is not a valid JWT.");
    }

    @Test
    void ten_managed_policies_are_the_most() {
        Map<String, String> parameters = fixture.assumeRole(token);
        for (int i = 1; i <= 10; i++) {
            parameters.put("PolicyArns.member." + i + ".arn", MANAGED);
        }
        assertThat(fixture.call(parameters).statusCode()).isEqualTo(200);
        parameters.put("PolicyArns.member.11.arn", MANAGED);
        assertThat(messages(parameters)).contains("Member must have length less than or equal to 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not an arn at all, if long",
                "arn:aws:iam::210987654321:policy/P",
                "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
                "arn:aws:iam:us-east-1:aws:policy/ReadOnlyAccess",
                "arn:aws:iam::123456789012:role/RoleForServerExample"
            })
    void a_session_policy_must_be_one_of_the_account_or_of_aws(String arn) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("PolicyArns.member.1.arn", arn);
        assertThat(message(fixture.call(parameters))).isEqualTo(arn + " is invalid");
        parameters.put("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/ReadOnlyAccess");
        assertThat(fixture.call(parameters).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("DurationSeconds", " 900 ", null),
                Arguments.of("DurationSeconds", "900.0", null),
                Arguments.of("DurationSeconds", "9e2", null),
                Arguments.of("DurationSeconds", "abc", null),
                Arguments.of("DurationSeconds", "2147483648", null),
                Arguments.of("DurationSeconds", "-2147483649", null),
                Arguments.of("DurationSeconds", "\u0669\u0660\u0660", null),
                Arguments.of("DurationSeconds", "", "missing value for decimal type"),
                Arguments.of("PolicyArns.member.+1.arn", MANAGED, "Start of list found where not expected"),
                Arguments.of("PolicyArns.member.one.arn", MANAGED, "Start of list found where not expected"),
                Arguments.of("PolicyArns.member.0.arn", MANAGED, "0 is not a valid index"),
                Arguments.of("PolicyArns.member.-1.arn", MANAGED, "Key -1 may not have a leading '-'"),
                Arguments.of(
                        "PolicyArns.member.12.arn", MANAGED, "Excessively sparse input would skip 11 list elements"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_cannot_be_read_is_malformed_input(String parameter, String value, String message) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put(parameter, value);
        HttpResponse<String> answer = fixture.call(parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>MalformedInput</Code>");
        if (message == null) {
            assertThat(answer.body()).doesNotContain("<Message>");
        } else {
            assertThat(message(answer)).isEqualTo(message);
        }
    }

    @Test
    void a_gap_of_ten_in_a_list_is_filled_with_nulls() {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("PolicyArns.member.11.arn", MANAGED);
        assertThat(messages(parameters))
                .contains("Value null at 'policyArns.10.member' failed")
                .startsWith("10 ");
    }

    @ParameterizedTest
    @MethodSource("roleArns")
    void an_arn_that_is_no_role_is_invalid(String arn) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", arn);
        HttpResponse<String> answer = fixture.call(parameters);
        assertThat(answer.body()).contains("<Code>ValidationError</Code>");
        assertThat(message(answer)).isEqualTo("Request ARN is invalid");
    }

    static Stream<String> roleArns() {
        return Stream.of(
                "not-an-arn-but-long-enough",
                "arn:aws:iam::123456789012:user/alice",
                "arn:aws:iam::12345678901:role/RoleForServerExample",
                "arn:aws:iam::123456789012:role/",
                "arn:aws:iam:us-east-1:123456789012:role/X",
                "arn:aws:sts::123456789012:assumed-role/X/y",
                "ARN:aws:iam::123456789012:role/X",
                " arn:aws:iam::123456789012:role/X");
    }

    @Test
    void of_a_parameter_given_twice_the_first_counts() {
        String form = Fixture.form(fixture.assumeRole(token)) + "&RoleSessionName=/&DurationSeconds=900";
        assertThat(fixture.post(form).statusCode()).isEqualTo(200);
    }

    private String messages(Map<String, String> parameters) {
        HttpResponse<String> answer = fixture.call(parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>ValidationError</Code>");
        return message(answer).replaceFirst("validation errors? detected: ", "");
    }

    private static String message(HttpResponse<String> answer) {
        return answer.body()
                .replaceFirst("(?s).*<Message>", "")
                .replaceFirst("(?s)</Message>.*", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static Arguments one(String parameter, String value, String member, String constraint) {
        return Arguments.of(parameter, value, member, constraint);
    }

    private static String matches(String pattern) {
        return "Member must satisfy regular expression pattern: " + pattern;
    }
}
