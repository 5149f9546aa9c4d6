package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How much a session may carry. The limits are documented for AssumeRole; what AWS answers when a token brings too much
 * is not known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLimitsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Tagged";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.of("""
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                roles:
                  - RoleName: Tagged
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"]
                """);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static String tags(int number, String key, String value) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"%s%d\": [\"%s\"]".formatted(key, i, value))
                .collect(Collectors.joining(", ", "{\"principal_tags\": {", "}}"));
    }

    static Stream<Arguments> tooMuch() {
        String tooLong = "Member must have length less than or equal to ";
        return Stream.of(
                Arguments.of(tags(51, "k", "v"), "ValidationError", tooLong + "50"),
                Arguments.of(tags(1, "k".repeat(128), "v"), "ValidationError", tooLong + "128"),
                Arguments.of(tags(1, "k", "v".repeat(257)), "ValidationError", tooLong + "256"),
                Arguments.of(tags(1, "k!", "v"), "ValidationError", "regular expression pattern"),
                Arguments.of(tags(1, "aws:k", "v"), "InvalidParameterValue", "reserved"),
                Arguments.of(
                        "{\"principal_tags\": {\"K\": [\"1\"], \"k\": [\"2\"]}}",
                        "InvalidParameterValue",
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
                Arguments.of(
                        "{\"principal_tags\": {\"k\": [\"1\"]}, \"transitive_tag_keys\": [\"other\"]}",
                        "InvalidParameterValue",
                        "The specified transitive tag key must be included in the requested tags."),
                Arguments.of(tags(45, "k".repeat(60), "v".repeat(60)), "PackedPolicyTooLarge", "% of allotted space"));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void tags_beyond_their_limits_are_refused(String tags, String code, String message) {
        assertThat(assume("https://aws.amazon.com/tags", tags).body()).contains("<Code>" + code + "</Code>", message);
    }

    @Test
    void tags_at_their_limits_are_taken() {
        assertThat(assume("https://aws.amazon.com/tags", tags(50, "k", "v")).statusCode())
                .isEqualTo(200);
        assertThat(assume("https://aws.amazon.com/tags", tags(1, "k".repeat(127), "v".repeat(256)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_source_identity_has_two_to_256_characters() {
        String claim = "https://aws.amazon.com/source_identity";
        HttpResponse<String> longest = assume(claim, "\"" + "a".repeat(256) + "\"");
        assertThat(longest.body()).contains("<SourceIdentity>" + "a".repeat(256) + "</SourceIdentity>");
        assertThat(assume(claim, "\"" + "a".repeat(257) + "\"").body()).contains("<Code>ValidationError</Code>");
        assertThat(assume(claim, "\"a\"").body()).contains("<Code>ValidationError</Code>");
        assertThat(assume(claim, "\"a b\"").body()).contains("<Code>ValidationError</Code>");
    }

    @Test
    void session_policies_count_too() {
        Map<String, String> parameters = fixture.assumeRole(fixture.token());
        parameters.put("RoleArn", ROLE);
        for (int i = 1; i <= 10; i++) {
            parameters.put("PolicyArns.member." + i + ".arn", "arn:aws:iam::123456789012:policy/" + "p".repeat(200));
        }
        assertThat(fixture.call(parameters).statusCode()).isEqualTo(200);
        for (int i = 1; i <= 10; i++) {
            parameters.put(
                    "PolicyArns.member." + i + ".arn", "arn:aws:iam::123456789012:policy/" + "\u4e2d".repeat(1900));
        }
        HttpResponse<String> answer = fixture.call(parameters);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Code>PackedPolicyTooLarge</Code>", "% of allotted space, please use smaller policy.<");
    }

    private HttpResponse<String> assume(String claim, String value) {
        String token = fixture.token("{\"claims\": {\"%s\": %s}}".formatted(claim, value));
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", ROLE);
        return fixture.call(parameters);
    }
}
