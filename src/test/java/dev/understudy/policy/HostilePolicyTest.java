package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What once went wrong: texts that cost too much, orders that decided, hints that misled. */
class HostilePolicyTest {
    private static Policy identity(String statements) throws MalformedPolicyException {
        return Policy.parse(
                PolicyType.IDENTITY, "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements));
    }

    private static AuthorizationRequest request(String resource, RequestContext context) {
        return new AuthorizationRequest(new Requester.Anonymous(), "s3:GetObject", resource, context);
    }

    @Test
    void a_long_partition_is_read_without_recursion() {
        assertThatCode(() -> identity("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws%s:s3:::x\"}"
                        .formatted("-a".repeat(4_900))))
                .satisfies(failure -> assertThat(failure == null || failure instanceof MalformedPolicyException)
                        .isTrue());
    }

    /** Strict where AWS is unknown, but not by the order of a list. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"arn:aws:s3:::home/${aws:username}/*\",\"arn:aws:s3:::public/*\"",
                "\"arn:aws:s3:::public/*\",\"arn:aws:s3:::home/${aws:username}/*\""
            })
    void what_not_resource_excludes_is_excluded_in_any_order(String resources) throws MalformedPolicyException {
        Policy policy = identity("""
                {"Effect":"Allow","Action":"*","Resource":"*"},
                {"Effect":"Deny","Action":"*","NotResource":[%s]}""".formatted(resources));
        assertThat(policy.decide(request("arn:aws:s3:::public/x", RequestContext.empty())))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(policy.decide(request("arn:aws:s3:::other/x", RequestContext.empty())))
                .isInstanceOf(Decision.ExplicitlyDenied.class);
    }

    @Test
    void a_hint_is_about_the_value_that_failed() throws MalformedPolicyException {
        Policy policy = identity("""
                {"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}""");
        RequestContext context = RequestContext.builder()
                .withAll("aws:TagKeys", List.of("team", "cost"))
                .build();
        assertThat(policy.explain(request("*", context)).summary())
                .contains("cost")
                .doesNotContain("upper and lower");
    }

    @Test
    void string_like_is_recommended_only_where_it_would_do() throws MalformedPolicyException {
        Policy policy = identity("""
                {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"gh:x":"repo:Org/*"}}}""");
        RequestContext same =
                RequestContext.builder().with("gh:x", "repo:Org/x").build();
        RequestContext other =
                RequestContext.builder().with("gh:x", "repo:org/x").build();
        assertThat(policy.explain(request("*", same)).summary()).contains("StringLike would match");
        assertThat(policy.explain(request("*", other)).summary()).doesNotContain("StringLike would match");
    }

    @Test
    void an_absent_key_is_not_said_to_match() throws MalformedPolicyException {
        Policy policy = identity("""
                {"Effect":"Allow","Action":"*","Resource":"*",
                 "Condition":{"StringEqualsIfExists":{"a:b":"q"},"StringEquals":{"a:c":"x"}}}""");
        RequestContext context = RequestContext.builder().with("a:c", "z").build();
        assertThat(policy.explain(request("*", context)).summary())
                .contains("a:b is absent, as it may be")
                .doesNotContain("a:b matched");
    }

    @Test
    void a_number_of_more_digits_than_any_is_no_number() {
        assertThat(ScalarValues.number("1".repeat(1_000))).isPresent();
        assertThat(ScalarValues.number("1".repeat(1_001))).isEmpty();
    }
}
