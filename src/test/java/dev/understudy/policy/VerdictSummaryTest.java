package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a verdict: our words, except where a test says otherwise. */
class VerdictSummaryTest {
    private static final String OWN = "123456789012";
    private static final Requester ALICE = new Requester.Aws(OWN, List.of("arn:aws:iam::123456789012:user/alice"));
    private static final Requester BUILD = new Requester.Aws(
            OWN,
            List.of("arn:aws:iam::123456789012:role/Deploy"),
            List.of("arn:aws:sts::123456789012:assumed-role/Deploy/build-7"));
    private static final NamedPolicy S3 = member("own-folder", "Allow", "s3:*");
    private static final NamedPolicy SQS = member("queues", "Allow", "sqs:*");

    @Test
    void an_allow_names_the_policies_that_allow() {
        PolicySet set = new PolicySet(List.of(SQS, S3), Optional.of(S3), Optional.empty(), Optional.empty());

        assertThat(summary(set, ALICE, "s3:GetObject"))
                .isEqualTo("In the identity policy `own-folder`, statement `S` allows it; in the permissions boundary"
                        + " `own-folder`, statement `S` allows it.");
    }

    @Test
    void a_denial_names_the_policy_that_denies() {
        PolicySet set = new PolicySet(
                List.of(S3), Optional.of(member("no-storage", "Deny", "s3:*")), Optional.empty(), Optional.empty());

        assertThat(summary(set, ALICE, "s3:GetObject"))
                .isEqualTo("In the permissions boundary `no-storage`, statement `S` denies it explicitly.");
    }

    @Test
    void the_layer_that_withholds_is_named_with_its_nearest_miss() {
        NamedPolicy near = new NamedPolicy("near", Policies.identity("""
                {"Statement": {"Sid": "S", "Effect": "Allow", "Action": "s3:*", "Resource": "*",
                 "Condition": {"StringEquals": {"a:b": "x"}}}}
                """));
        PolicySet set = new PolicySet(List.of(S3), Optional.empty(), Optional.of(List.of(SQS, near)), Optional.empty());

        assertThat(summary(set, BUILD, "s3:GetObject"))
                .isEqualTo("No session policy allows it: in `near`, statement `S` does not allow it: a:b is absent from"
                        + " the request, the policy wants `x` (StringEquals).");
    }

    @Test
    void the_nearest_layer_comes_first() {
        PolicySet set = new PolicySet(List.of(), Optional.of(SQS), Optional.of(List.of()), Optional.empty());

        assertThat(summary(set, BUILD, "s3:GetObject"))
                .isEqualTo("No permissions boundary allows it: in `queues`, statement `S` does not allow it: the action"
                        + " is `s3:GetObject`, the policy covers `sqs:*`; no identity policy allows it: there is none;"
                        + " no session policy allows it: there is none.");
    }

    /** That naming the account does not let its users in is reported from AWS; the rest is documented. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORDINARY | 123456789012 | "123456789012"                                  | the resource policy `target` allows it to the account, which leaves it to the identity policies
            TRUST    | 123456789012 | "arn:aws:iam::123456789012:root"                | the trust policy `target` allows it to the account, which leaves it to the identity policies
            ORDINARY | 123456789012 | "arn:aws:iam::123456789012:role/Deploy"         | the resource policy `target` allows it to the session's role or user, so boundary and session policies limit it
            ORDINARY | 123456789012 | "999999999999"                                  | the resource policy `target` does not allow it either
            TRUST    | 999999999999 | "arn:aws:iam::123456789012:role/Deploy"         | caller and resource belong to different accounts, so both sides must allow it
            """)
    void the_part_of_the_resource_policy(ResourcePolicy.Kind kind, String account, String principal, String remark) {
        PolicySet set = new PolicySet(
                List.of(SQS),
                Optional.empty(),
                Optional.of(List.of(SQS)),
                Optional.of(new ResourcePolicy(trust("\"AWS\": " + principal, "sts:AssumeRole"), account, kind)));

        assertThat(summary(set, BUILD, "sts:AssumeRole")).endsWith("; " + remark + ".");
    }

    @Test
    void steps_name_layer_and_policy() {
        PolicySet set = new PolicySet(List.of(S3), Optional.of(SQS), Optional.empty(), Optional.empty());

        assertThat(set.explain(request(ALICE, "s3:GetObject")).steps())
                .extracting(Explanation.Step::check)
                .containsExactly(
                        "identity policy own-folder: S Action",
                        "identity policy own-folder: S Resource",
                        "identity policy own-folder: S",
                        "permissions boundary queues: S Action",
                        "permissions boundary queues: S Resource",
                        "permissions boundary queues: S");
    }

    /** Documented: a trust policy must allow sts:TagSession as well when session tags come along. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sts:TagSession        | session tags
            sts:SetSourceIdentity | a source identity
            """)
    void an_action_that_goes_along_with_a_web_identity(String action, String brought) {
        NamedPolicy target = trust("\"Federated\": \"accounts.google.com\"", "sts:AssumeRoleWithWebIdentity");
        AuthorizationRequest request = request(new Requester.Federated("accounts.google.com"), action);

        assertThat(target.policy().explain(request).summary())
                .isEqualTo("Statement `T` does not allow it: the action is `" + action + "`, the policy covers"
                        + " `sts:AssumeRoleWithWebIdentity`; the trust policy must also allow `" + action
                        + "`, because the token brings " + brought + ".");
    }

    /** Documented likewise for AssumeRole, of both sides when they are of different accounts. */
    @Test
    void an_action_that_goes_along_with_a_role_assumed() {
        PolicySet set = new PolicySet(
                List.of(member("assume-only", "Allow", "sts:AssumeRole")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ResourcePolicy(
                        trust("\"AWS\": \"123456789012\"", "sts:AssumeRole"),
                        "999999999999",
                        ResourcePolicy.Kind.TRUST)));

        assertThat(summary(set, ALICE, "sts:TagSession"))
                .contains("; the policy must also allow `sts:TagSession`, because the request brings session tags;")
                .contains(
                        "; the trust policy must also allow `sts:TagSession`, because the request brings session tags;");
    }

    @Test
    void the_statement_that_fails_by_its_action_alone_is_nearer_than_one_with_a_condition_besides() {
        Policy policy = Policies.trust("""
                {"Statement": [
                 {"Sid": "Far", "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
                  "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"a:b": "x"}}},
                 {"Sid": "Near", "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
                  "Action": "sts:AssumeRoleWithWebIdentity"}]}
                """);
        AuthorizationRequest request = request(new Requester.Federated("accounts.google.com"), "sts:TagSession");

        assertThat(policy.explain(request).summary())
                .startsWith("Statement `Near`")
                .contains("must also allow");
    }

    @Test
    void a_statement_that_would_not_apply_in_any_case_gives_no_such_hint() {
        NamedPolicy target = trust("\"Federated\": \"www.amazon.com\"", "sts:AssumeRoleWithWebIdentity");
        AuthorizationRequest tags = request(new Requester.Federated("accounts.google.com"), "sts:TagSession");
        AuthorizationRequest other = request(new Requester.Federated("www.amazon.com"), "sts:AssumeRole");

        assertThat(target.policy().explain(tags).summary()).doesNotContain("must also allow");
        assertThat(target.policy().explain(other).summary()).doesNotContain("must also allow");
    }

    private static String summary(PolicySet set, Requester caller, String action) {
        return set.explain(request(caller, action)).summary();
    }

    private static AuthorizationRequest request(Requester caller, String action) {
        return new AuthorizationRequest(caller, action, "arn:aws:s3:::b/o", RequestContext.empty());
    }

    private static NamedPolicy member(String name, String effect, String action) {
        return new NamedPolicy(name, Policies.identity("""
                {"Statement": {"Sid": "S", "Effect": "%s", "Action": "%s", "Resource": "*"}}
                """.formatted(effect, action)));
    }

    private static NamedPolicy trust(String principal, String action) {
        return new NamedPolicy("target", Policies.trust("""
                {"Statement": {"Sid": "T", "Effect": "Allow", "Principal": {%s}, "Action": "%s"}}
                """.formatted(principal, action)));
    }
}
