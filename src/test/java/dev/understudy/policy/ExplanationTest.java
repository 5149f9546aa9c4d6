package dev.understudy.policy;

import static dev.understudy.policy.Policies.GITHUB;
import static dev.understudy.policy.Policies.trust;
import static dev.understudy.policy.Policies.webIdentity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    private static final String PREFIX = "token.actions.githubusercontent.com:";
    private static final String MAIN = "repo:octo/app:ref:refs/heads/main";

    @Test
    void an_allow_names_its_statement_and_what_matched() {
        Explanation explanation = github("StringEquals", MAIN).explain(job(MAIN));

        assertThat(explanation.decision()).isEqualTo(new Decision.Allowed(List.of("Deploy")));
        assertThat(explanation.summary())
                .isEqualTo("Statement `Deploy` allows it: " + PREFIX + "aud is `sts.amazonaws.com`, which satisfies"
                        + " StringEquals `sts.amazonaws.com`; " + PREFIX + "sub is `" + MAIN
                        + "`, which satisfies StringEquals `" + MAIN + "`.");
    }

    @Test
    void a_mismatch_names_key_operator_wanted_and_found() {
        Explanation explanation = github("StringEquals", MAIN).explain(job("repo:octo/app:ref:refs/heads/dev"));

        assertThat(explanation.decision()).isEqualTo(new Decision.ImplicitlyDenied());
        assertThat(explanation.summary())
                .isEqualTo("Statement `Deploy` does not allow it: " + PREFIX + "aud matched; " + PREFIX
                        + "sub is `repo:octo/app:ref:refs/heads/dev`, the policy wants `" + MAIN
                        + "` (StringEquals).");
    }

    @Test
    void steps_walk_every_element() {
        List<Step> steps = github("StringEquals", MAIN).explain(job("x")).steps();

        assertThat(steps)
                .extracting(Step::check, Step::outcome)
                .containsExactly(
                        tuple("Deploy Principal", Outcome.PASSED),
                        tuple("Deploy Action", Outcome.PASSED),
                        tuple("Deploy StringEquals " + PREFIX + "aud", Outcome.PASSED),
                        tuple("Deploy StringEquals " + PREFIX + "sub", Outcome.FAILED),
                        tuple("Deploy", Outcome.FAILED));
    }

    @Test
    void conditions_are_skipped_when_the_statement_is_about_another_caller() {
        Explanation explanation =
                github("StringEquals", MAIN).explain(webIdentity("accounts.google.com", RequestContext.empty()));

        assertThat(explanation.steps())
                .extracting(Step::outcome)
                .containsExactly(Outcome.FAILED, Outcome.PASSED, Outcome.SKIPPED, Outcome.SKIPPED, Outcome.FAILED);
        assertThat(explanation.summary())
                .isEqualTo("Statement `Deploy` does not allow it: the caller is a user of the identity provider"
                        + " `accounts.google.com`, the policy admits Federated `" + GITHUB + "`.");
    }

    /** GitHub's forms of sub are documented by GitHub; the ids after an @ since 2026. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StringEquals | repo:octo/app:ref:refs/heads/main | repo:Octo/app:ref:refs/heads/main | they differ only in upper and lower case
            StringLike   | repo:octo/*                       | repo:Octo/app:pull_request        | they differ only in upper and lower case
            StringEquals | system:serviceaccount:a:b         | system:serviceaccount:a:b/        | they differ only in a trailing slash
            StringEquals | https://example.com/              | https://example.com               | they differ only in a trailing slash
            StringEquals | repo:octo/*                       | repo:octo/app:pull_request        | StringEquals takes * and ? literally, StringLike would match
            StringEquals | repo:octo/app:ref:refs/heads/main | repo:octo/app:environment:prod    | a job in an environment has a sub that names the environment and no ref
            StringEquals | repo:octo/app:ref:refs/heads/main | repo:octo/app:pull_request        | a pull request's sub names no ref
            StringLike   | repo:octo/app:*                   | repo:octo@12/app@34:ref:refs/heads/main | GitHub's immutable sub carries the ids of owner and repository after an @, which the policy does not name
            StringEquals | repo:octo@12/app@34:pull_request  | repo:octo/app:pull_request        | the policy names ids of owner and repository, which this sub does not carry
            """)
    void usual_slips(String operator, String wanted, String actual, String hint) {
        assertThat(github(operator, wanted).explain(job(actual)).summary())
                .endsWith("the policy wants `" + wanted + "` (" + operator + "); " + hint + ".");
    }

    @Test
    void white_space_at_the_ends() {
        assertThat(github("StringEquals", MAIN).explain(job(MAIN + "\n")).summary())
                .endsWith("; they differ only in white space at the ends.");
    }

    @Test
    void an_absent_key_and_the_one_that_was_probably_meant() {
        RequestContext other = RequestContext.builder()
                .with("server.example.com:sub", MAIN)
                .with(PREFIX + "aud", "sts.amazonaws.com")
                .build();

        assertThat(github("StringEquals", MAIN)
                        .explain(webIdentity(GITHUB, other))
                        .summary())
                .endsWith(PREFIX + "sub is absent from the request, the policy wants `" + MAIN
                        + "` (StringEquals); the request has `server.example.com:sub`.");
    }

    @Test
    void a_multivalued_key_under_a_scalar_operator() {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
                 "Action": "sts:AssumeRole*", "Condition": {"StringNotEquals": {"a:amr": ["x", "y"]}}}}
                """);

        assertThat(policy.explain(webIdentity("accounts.google.com", Policies.context("a:amr", "[\"z\",\"w\"]")))
                        .summary())
                .isEqualTo("Statement `Statement` does not allow it: a:amr has the values `z` and `w`, the policy wants"
                        + " neither `x` nor `y` (StringNotEquals); a multivalued key needs ForAnyValue: or"
                        + " ForAllValues:.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Null": {"a:b": "true"}}             | "x"    | a:b is `x`, the policy wants it absent (Null)
            {"Null": {"a:b": "false"}}            | absent | a:b is absent from the request, the policy wants it present (Null)
            {"StringNotEquals": {"a:b": "x"}}     | "x"    | a:b is `x`, the policy wants anything but `x` (StringNotEquals)
            {"NumericLessThan": {"a:b": "5"}}     | "7"    | a:b is `7`, the policy wants `5` (NumericLessThan)
            {"StringEquals": {"a:b": ["x","y"]}}  | "z"    | a:b is `z`, the policy wants `x` or `y` (StringEquals)
            """)
    void wordings(String condition, String actual, String expected) {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
                 "Action": "sts:AssumeRole*", "Condition": %s}}
                """.formatted(condition));

        assertThat(policy.explain(webIdentity("accounts.google.com", Policies.context("a:b", actual)))
                        .summary())
                .isEqualTo("Statement `Statement` does not allow it: " + expected + ".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:iam::123456789012:oidc-provider/Example.com  | they differ only in upper and lower case
            arn:aws:iam::123456789012:oidc-provider/example.com/ | they differ only in a trailing slash
            arn:aws:iam::999999999999:oidc-provider/example.com  | the providers belong to different accounts
            """)
    void providers_that_nearly_match(String wanted, String hint) {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRole*"}}
                """.formatted(wanted));

        assertThat(policy.explain(webIdentity(
                                "arn:aws:iam::123456789012:oidc-provider/example.com", RequestContext.empty()))
                        .summary())
                .endsWith("; " + hint + ".");
    }

    @Test
    void aws_star_does_not_admit_a_web_identity() {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole*"}}
                """);

        assertThat(policy.explain(webIdentity(GITHUB, RequestContext.empty())).summary())
                .endsWith("the policy admits AWS `*`; AWS \"*\" does not admit users of an identity provider.");
    }

    @Test
    void the_nearest_of_several_statements_is_named() {
        Policy policy = trust("""
                {"Statement": [
                 {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
                 {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRole*",
                  "Condition": {"StringEquals": {"a:b": "1", "a:c": "1"}}},
                 {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRole*",
                  "Condition": {"StringEquals": {"a:b": "2"}}}]}
                """);

        assertThat(policy.explain(webIdentity("accounts.google.com", RequestContext.empty()))
                        .summary())
                .startsWith("Statement `Statement[2]`, the nearest of 3 Allow statements, does not allow it: a:b is");
    }

    @Test
    void an_explicit_denial_names_the_statement_that_denies() {
        Policy policy = trust("""
                {"Statement": [
                 {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRole*"},
                 {"Sid": "NotAtNight", "Effect": "Deny", "Principal": {"Federated": "accounts.google.com"},
                  "Action": "sts:AssumeRole*", "Condition": {"StringEquals": {"a:b": "night"}}}]}
                """);

        Explanation explanation =
                policy.explain(webIdentity("accounts.google.com", Policies.context("a:b", "\"night\"")));

        assertThat(explanation.decision()).isEqualTo(new Decision.ExplicitlyDenied(List.of("NotAtNight")));
        assertThat(explanation.summary())
                .isEqualTo("Statement `NotAtNight` denies it explicitly: a:b is `night`, which satisfies StringEquals"
                        + " `night`.");
    }

    @Test
    void a_policy_that_only_denies() {
        Policy policy = trust("""
                {"Statement": {"Effect": "Deny", "Principal": {"Service": "ec2.amazonaws.com"},
                 "Action": "sts:AssumeRole"}}
                """);

        assertThat(policy.explain(webIdentity(GITHUB, RequestContext.empty())).summary())
                .isEqualTo("The policy has no Allow statement.");
    }

    @Test
    void long_values_are_cut() {
        assertThat(github("StringEquals", MAIN).explain(job("x".repeat(20_000))).summary())
                .hasSizeLessThan(1_000);
    }

    private static Policy github(String operator, String subject) {
        String audience = "\"" + PREFIX + "aud\": \"sts.amazonaws.com\"";
        String sub = "\"" + PREFIX + "sub\": \"" + subject + "\"";
        String conditions = operator.equals("StringEquals")
                ? "\"StringEquals\": {" + audience + ", " + sub + "}"
                : "\"StringEquals\": {" + audience + "}, \"" + operator + "\": {" + sub + "}";
        return trust("""
                {"Version": "2012-10-17", "Statement": [{
                  "Sid": "Deploy",
                  "Effect": "Allow",
                  "Principal": {"Federated": "%s"},
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {%s}}]}
                """.formatted(GITHUB, conditions));
    }

    private static AuthorizationRequest job(String subject) {
        return webIdentity(
                GITHUB,
                RequestContext.builder()
                        .with(PREFIX + "aud", "sts.amazonaws.com")
                        .with(PREFIX + "sub", subject)
                        .build());
    }
}
