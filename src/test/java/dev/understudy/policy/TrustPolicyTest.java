package dev.understudy.policy;

import static dev.understudy.policy.Policies.GITHUB;
import static dev.understudy.policy.Policies.trust;
import static dev.understudy.policy.Policies.webIdentity;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole trust policies: those of the web identity federation guide, and who a Principal element admits. */
class TrustPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "www.amazon.com, www.amazon.com:app_id, amzn1.application-oa2-client.1",
        "graph.facebook.com, graph.facebook.com:app_id, 111222333444555",
        "accounts.google.com, accounts.google.com:aud, 66677788899900pro0"
    })
    void built_in_providers(String provider, String key, String application) {
        Policy policy = trust("""
                {"Version": "2012-10-17", "Id": "RoleForApp", "Statement": [{
                  "Effect": "Allow",
                  "Principal": {"Federated": "%s"},
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {"StringEquals": {"%s": "%s"}}}]}
                """.formatted(provider, key, application));

        assertThat(policy.decide(webIdentity(provider, context(key, application))))
                .isEqualTo(new Decision.Allowed(List.of("Statement[0]")));
        assertThat(policy.decide(webIdentity(provider, context(key, "another"))))
                .isEqualTo(new Decision.ImplicitlyDenied());
        assertThat(policy.decide(webIdentity(provider, RequestContext.empty())))
                .isEqualTo(new Decision.ImplicitlyDenied());
        assertThat(policy.decide(webIdentity("another.example.com", context(key, application))))
                .isEqualTo(new Decision.ImplicitlyDenied());
    }

    @Test
    void cognito_with_a_multivalued_amr() {
        Policy policy = trust("""
                {"Version": "2012-10-17", "Statement": [{
                  "Sid": "RoleForCognito",
                  "Effect": "Allow",
                  "Principal": {"Federated": "cognito-identity.amazonaws.com"},
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {
                    "StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-2:12345678-abcd"},
                    "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "unauthenticated"}}}]}
                """);

        assertThat(policy.decide(cognito("us-east-2:12345678-abcd", "unauthenticated")))
                .isEqualTo(new Decision.Allowed(List.of("RoleForCognito")));
        assertThat(policy.decide(cognito("us-east-2:12345678-abcd", "authenticated")))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
        assertThat(policy.decide(cognito("another-pool", "unauthenticated")))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
    }

    private static AuthorizationRequest cognito(String pool, String amr) {
        return webIdentity(
                "cognito-identity.amazonaws.com",
                RequestContext.builder()
                        .with("cognito-identity.amazonaws.com:aud", pool)
                        .withAll("cognito-identity.amazonaws.com:amr", List.of(amr, "graph.facebook.com"))
                        .build());
    }

    @Test
    void an_oidc_provider_with_audience_and_subject() {
        Policy policy = trust("""
                {"Version": "2012-10-17", "Statement": {
                  "Effect": "Allow",
                  "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/server.example.com"},
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {"StringEquals": {
                    "server.example.com:aud": "appid_from_oidc_idp",
                    "server.example.com:sub": ["subject-1", "subject-2"]}}}}
                """);
        String provider = "arn:aws:iam::123456789012:oidc-provider/server.example.com";

        assertThat(policy.decide(webIdentity(provider, subject("appid_from_oidc_idp", "subject-2"))))
                .isEqualTo(new Decision.Allowed(List.of("Statement")));
        assertThat(policy.decide(webIdentity(provider, subject("appid_from_oidc_idp", "subject-3"))))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
        assertThat(policy.decide(webIdentity(provider, subject("other", "subject-1"))))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
        assertThat(policy.decide(webIdentity(provider + "/", subject("appid_from_oidc_idp", "subject-1"))))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
    }

    private static RequestContext subject(String audience, String subject) {
        return RequestContext.builder()
                .with("server.example.com:aud", audience)
                .with("server.example.com:sub", subject)
                .build();
    }

    @Test
    void an_explicit_deny_wins_and_names_every_denying_statement() {
        Policy policy = trust("""
                {"Statement": [
                  {"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
                  {"Sid": "D1", "Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": "sts:*Role"},
                  {"Sid": "D2", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
                """);

        assertThat(policy.decide(assumeRole(new Requester.Aws("123456789012", List.of()))))
                .isEqualTo(new Decision.ExplicitlyDenied(List.of("D1", "D2")));
    }

    /** R: AWS "*" does not admit a web identity. D: account and root are one. U: services under AWS "*". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"AWS": "*"}                                             | user      | true
            {"AWS": "*"}                                             | anonymous | true
            {"AWS": "*"}                                             | federated | false
            {"AWS": "*"}                                             | service   | false
            {"AWS": "123456789012"}                                  | user      | true
            {"AWS": "arn:aws:iam::123456789012:root"}                | user      | true
            {"AWS": "arn:aws-cn:iam::123456789012:root"}             | user      | true
            {"AWS": "999999999999"}                                  | user      | false
            {"AWS": "arn:aws:iam::999999999999:root"}                | user      | false
            {"AWS": "arn:aws:iam::123456789012:user/alice"}          | user      | true
            {"AWS": "arn:aws:iam::123456789012:user/Alice"}          | user      | false
            {"AWS": "AIDAQAAAAAAAGMKEM7X5A"}                         | user      | true
            {"AWS": "AROAQAAAAAAAGMKEM7X5A"}                         | user      | false
            {"AWS": ["999999999999", "123456789012"]}                | user      | true
            {"AWS": "123456789012"}                                  | anonymous | false
            {"AWS": "123456789012"}                                  | federated | false
            {"Service": "lambda.amazonaws.com"}                      | service   | true
            {"Service": ["ec2.amazonaws.com"]}                       | service   | false
            {"Service": "lambda.amazonaws.com"}                      | user      | false
            {"Federated": "accounts.google.com"}                     | federated | true
            {"Federated": ["www.amazon.com"]}                        | federated | false
            {"Federated": "accounts.google.com", "AWS": "123456789012"} | user   | true
            {"Federated": "accounts.google.com"}                     | user      | false
            """)
    void principals(String principal, String caller, boolean admitted) {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": %s, "Action": "sts:AssumeRole*"}}
                """.formatted(principal));

        assertThat(policy.decide(assumeRole(caller(caller))) instanceof Decision.Allowed)
                .isEqualTo(admitted);
    }

    private static Requester caller(String kind) {
        return switch (kind) {
            case "user" ->
                new Requester.Aws(
                        "123456789012", List.of("arn:aws:iam::123456789012:user/alice", "AIDAQAAAAAAAGMKEM7X5A"));
            case "federated" -> new Requester.Federated("accounts.google.com");
            case "service" -> new Requester.Service("lambda.amazonaws.com");
            default -> new Requester.Anonymous();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "Action, sts:AssumeRoleWithWebIdentity, true",
        "Action, STS:assumerolewithwebidentity, true",
        "Action, sts:AssumeRole*, true",
        "Action, sts:AssumeRoleWith???Identity, true",
        "Action, sts:AssumeRole, false",
        "Action, sts:TagSession, false",
        "NotAction, sts:TagSession, true",
        "NotAction, sts:AssumeRole*, false"
    })
    void actions(String element, String action, boolean covered) {
        Policy policy = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "%s": ["%s"]}}
                """.formatted(element, action));

        assertThat(
                        policy.decide(webIdentity("accounts.google.com", RequestContext.empty()))
                                instanceof Decision.Allowed)
                .isEqualTo(covered);
    }

    @Test
    void every_condition_must_hold() {
        Policy policy = trust("""
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow", "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": {
                    "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                    "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/*"}}}]}
                """.formatted(GITHUB));
        String prefix = "token.actions.githubusercontent.com:";
        RequestContext both = RequestContext.builder()
                .with(prefix + "aud", "sts.amazonaws.com")
                .with(prefix + "sub", "repo:octo/app:ref:refs/heads/main")
                .build();
        RequestContext one = context(prefix + "aud", "sts.amazonaws.com");

        assertThat(policy.decide(webIdentity(GITHUB, both))).isInstanceOf(Decision.Allowed.class);
        assertThat(policy.decide(webIdentity(GITHUB, one))).isInstanceOf(Decision.ImplicitlyDenied.class);
    }

    private static AuthorizationRequest assumeRole(Requester requester) {
        return new AuthorizationRequest(requester, "sts:AssumeRole", "", RequestContext.empty());
    }

    private static RequestContext context(String key, String value) {
        return RequestContext.builder().with(key, value).build();
    }
}
