package dev.understudy.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.protocol.QueryParameters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each parameter of AssumeRole at its limit and one past it. */
class AssumeRoleRequestTest {
    private static final String NAME_PATTERN = "[\\w+=,.@-]*";
    private static final String TAG_PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

    private static AssumeRoleRequest parse(Map<String, String> more) throws StsException {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/R");
        parameters.put("RoleSessionName", "me");
        parameters.putAll(more);
        return AssumeRoleRequest.parse(new QueryParameters(parameters), Duration.ofMinutes(15));
    }

    static Stream<Arguments> pastTheLimit() {
        return Stream.of(
                at("RoleArn", "a".repeat(19), "roleArn", longer(20)),
                at("RoleArn", "a".repeat(2049), "roleArn", shorter(2048)),
                at("RoleSessionName", "a", "roleSessionName", longer(2)),
                at("RoleSessionName", "a".repeat(65), "roleSessionName", shorter(64)),
                at("RoleSessionName", "a b", "roleSessionName", pattern(NAME_PATTERN)),
                at("Policy", "", "policy", pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")),
                at("DurationSeconds", "899", "durationSeconds", "Member must have value greater than or equal to 900"),
                at("DurationSeconds", "43201", "durationSeconds", "Member must have value less than or equal to 43200"),
                at("ExternalId", "a", "externalId", longer(2)),
                at("ExternalId", "a".repeat(1225), "externalId", shorter(1224)),
                at("ExternalId", "a b", "externalId", pattern("[\\w+=,.@:\\/-]*")),
                at("SerialNumber", "a".repeat(8), "serialNumber", longer(9)),
                at("SerialNumber", "a".repeat(257), "serialNumber", shorter(256)),
                at("SerialNumber", "aaaaaaaa a", "serialNumber", pattern("[\\w+=/:,.@-]*")),
                at("TokenCode", "12345", "tokenCode", longer(6)),
                at("TokenCode", "1234567", "tokenCode", shorter(6)),
                at("TokenCode", "12345a", "tokenCode", pattern("[\\d]*")),
                at("SourceIdentity", "a", "sourceIdentity", longer(2)),
                at("SourceIdentity", "a".repeat(257), "sourceIdentity", shorter(256)),
                at("SourceIdentity", "a b", "sourceIdentity", pattern(NAME_PATTERN)),
                at("SourceIdentity", "aws:alice", "sourceIdentity", pattern(NAME_PATTERN)),
                at("Tags.member.1.Value", "v", "tags.1.member.key", null),
                at("Tags.member.1.Key", "k", "tags.1.member.value", null),
                at("TransitiveTagKeys.member.1", "", "transitiveTagKeys.1.member", longer(1)),
                at("TransitiveTagKeys.member.1", "k".repeat(129), "transitiveTagKeys.1.member", shorter(128)),
                at("TransitiveTagKeys.member.1", "<", "transitiveTagKeys.1.member", pattern(TAG_PATTERN + "+")),
                at("TransitiveTagKeys.member.2", "key", "transitiveTagKeys.1.member", null),
                at("PolicyArns.member.1.arn", "a".repeat(19), "policyArns.1.member.arn", longer(20)),
                at("ProvidedContexts.member.1.ProviderArn", "a", "providedContexts.1.member.providerArn", longer(20)),
                at("ProvidedContexts.member.2.ProviderArn", "a".repeat(20), "providedContexts.1.member", null));
    }

    @ParameterizedTest
    @MethodSource("pastTheLimit")
    void one_past_the_limit_is_named(String parameter, String value, String member, String constraint) {
        String shown = constraint == null ? "null" : "'" + value + "'";
        String wanted = constraint == null ? "Member must not be null" : constraint;
        assertInvalid(
                Map.of(parameter, value),
                "Value " + shown + " at '" + member + "' failed to satisfy constraint: " + wanted);
    }

    static Stream<Arguments> tags() {
        return Stream.of(
                Arguments.of("", "v", "tags.1.member.key", longer(1)),
                Arguments.of("k".repeat(129), "v", "tags.1.member.key", shorter(128)),
                Arguments.of("<", "v", "tags.1.member.key", pattern(TAG_PATTERN + "+")),
                Arguments.of("k", "v".repeat(257), "tags.1.member.value", shorter(256)),
                Arguments.of("k", "<", "tags.1.member.value", pattern(TAG_PATTERN + "*")));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void a_tag_past_its_limits_is_named(String key, String value, String member, String constraint) {
        String shown = member.endsWith("key") ? key : value;
        assertInvalid(
                Map.of("Tags.member.1.Key", key, "Tags.member.1.Value", value),
                "Value '" + shown + "' at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    static Stream<Arguments> atTheLimit() {
        return Stream.of(
                Arguments.of("RoleSessionName", "a".repeat(64)),
                Arguments.of("Policy", "{\"Statement\":[]}" + " ".repeat(2_100)),
                Arguments.of("DurationSeconds", "900"),
                Arguments.of("DurationSeconds", "43200"),
                Arguments.of("ExternalId", "a/"),
                Arguments.of("ExternalId", "a".repeat(1224)),
                Arguments.of("SourceIdentity", "ab"),
                Arguments.of("SourceIdentity", "a".repeat(256)),
                Arguments.of("MinimumSessionTokenSize", "0"),
                Arguments.of("MinimumSessionTokenSize", "4096"));
    }

    @ParameterizedTest
    @MethodSource("atTheLimit")
    void what_is_at_the_limit_passes_the_constraints(String parameter, String value) {
        try {
            parse(Map.of(parameter, value));
        } catch (StsException malformedPolicy) {
            assertThat(malformedPolicy.fault().code()).isEqualTo(StsErrorCode.MALFORMED_POLICY_DOCUMENT);
            assertThat(parameter).isEqualTo("Policy");
        }
    }

    @Test
    void mfa_parameters_at_their_limits_are_taken() throws StsException {
        for (String serial : new String[] {"GAHT12345", "a".repeat(256)}) {
            assertThat(parse(Map.of("SerialNumber", serial, "TokenCode", "012345"))
                            .mfa())
                    .contains(new MfaCode(serial, "012345"));
        }
        assertThat(new MfaCode("serial", "012345").toString()).doesNotContain("012345");
    }

    @Test
    void fifty_tags_are_the_most() throws StsException {
        Map<String, String> fifty = new HashMap<>();
        for (int i = 1; i <= 50; i++) {
            fifty.put("Tags.member." + i + ".Key", (i < 10 ? "k" + i : "k".repeat(126)) + i);
            fifty.put("Tags.member." + i + ".Value", "v".repeat(256));
        }
        assertThat(parse(fifty).tags().tags()).hasSize(50);
        fifty.put("Tags.member.51.Key", "one more");
        fifty.put("Tags.member.51.Value", "");
        assertInvalid(fifty, "' at 'tags' failed to satisfy constraint: " + shorter(50));
    }

    @Test
    void contexts_that_are_given_are_at_least_one() {
        assertInvalid(
                Map.of("ProvidedContexts", ""),
                "Value '[]' at 'providedContexts' failed to satisfy constraint: Member must have length greater than or"
                        + " equal to 1");
    }

    @Test
    void five_contexts_are_the_most() {
        Map<String, String> contexts = new HashMap<>();
        for (int i = 1; i <= 5; i++) {
            contexts.put("ProvidedContexts.member." + i + ".ContextAssertion", "secret");
        }
        assertThatThrownBy(() -> parse(contexts))
                .hasMessage(
                        "InvalidContextAssertion: The context assertion provided does not match a trusted context provider.");
        contexts.put("ProvidedContexts.member.6.ContextAssertion", "abc");
        assertThatThrownBy(() -> parse(contexts))
                .hasMessageContaining(shorter(5))
                .hasMessageContaining("Value at 'providedContexts.6.member.contextAssertion' failed")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("abc");
    }

    @Test
    void several_violations_stand_in_the_models_order() {
        assertThatThrownBy(
                        () -> parse(Map.of("RoleArn", "a", "ExternalId", "b", "TokenCode", "1", "SourceIdentity", "c")))
                .hasMessageMatching("ValidationError: 4 validation errors detected: .*'roleArn'.*'externalId'.*"
                        + "'tokenCode'.*'sourceIdentity'.*");
    }

    private static void assertInvalid(Map<String, String> parameters, String message) {
        assertThatThrownBy(() -> parse(parameters))
                .isInstanceOfSatisfying(
                        StsException.class,
                        refusal -> assertThat(refusal.fault().code()).isEqualTo(StsErrorCode.VALIDATION_ERROR))
                .hasMessageContaining(message);
    }

    private static Arguments at(String parameter, String value, String member, String constraint) {
        return Arguments.of(parameter, value, member, constraint);
    }

    private static String longer(int than) {
        return "Member must have length greater than or equal to " + than;
    }

    private static String shorter(int than) {
        return "Member must have length less than or equal to " + than;
    }

    private static String pattern(String pattern) {
        return "Member must satisfy regular expression pattern: " + pattern;
    }
}
