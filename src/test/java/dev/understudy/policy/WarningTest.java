package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"StringEquals": {"a:b": "x*"}}                 | StringEquals takes * and ? literally in `x*`; StringLike and StringNotLike do not
            {"StringNotEquals": {"a:b": ["x", "y?"]}}       | StringNotEquals takes * and ? literally in `y?`; StringLike and StringNotLike do not
            {"StringEquals": {"a:b": "x${*}"}}              |
            {"StringLike": {"a:b": "x*"}}                   |
            {"ForAllValues:StringEquals": {"a:b": "x"}}     | ForAllValues holds when a:b is absent; add a Null condition with the value false to demand the key
            {"ForAllValues:StringEquals": {"a:b": "x"}, "Null": {"A:B": "false"}} |
            {"ForAllValues:StringEquals": {"a:b": "x"}, "Null": {"a:b": "true"}} | ForAllValues holds when a:b is absent; add a Null condition with the value false to demand the key
            {"ForAnyValue:StringEquals": {"a:b": "x"}}      |
            {"StringEquals": {"a:b": "${aws:userid}"}}      |
            """)
    void about_conditions(String condition, String message) {
        Policy policy = Policies.trust(document("\"Version\": \"2012-10-17\",", "accounts.google.com", condition));

        assertThat(policy.warnings())
                .extracting(Warning::message)
                .isEqualTo(message == null ? List.of() : List.of(message));
    }

    @Test
    void about_for_all_values_in_an_allow_only() {
        String condition = "{\"ForAllValues:StringEquals\": {\"a:b\": \"x\"}}";

        assertThat(Policies.trust(document("", "accounts.google.com", condition).replace("Allow", "Deny"))
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "'\"Version\": \"2008-10-17\",', true", "'\"Version\": \"2012-10-17\",', false"})
    void about_variables_without_the_version_that_reads_them(String version, boolean warns) {
        Policy policy = Policies.trust(
                document(version, "accounts.google.com", "{\"StringEquals\": {\"a:b\": \"${aws:userid}\"}}"));

        assertThat(policy.warnings())
                .isEqualTo(
                        warns
                                ? List.of(new Warning(
                                        "The variable in `${aws:userid}` is literal text without Version 2012-10-17",
                                        "/Statement/0/Condition/StringEquals/a:b"))
                                : List.of());
    }

    @Test
    void about_variables_in_resources() {
        Policy policy = Policies.identity("""
                {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:userid}"}}
                """);

        assertThat(policy.warnings()).extracting(Warning::pointer).containsExactly("/Statement/Resource");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:oidc-provider/example.com/, ends in a slash",
        "server.example.com, is not built into AWS"
    })
    void about_providers(String provider, String message) {
        Policy policy = Policies.trust(document("", provider, "{}"));

        assertThat(policy.warnings()).hasSize(1);
        assertThat(policy.warnings().get(0).message()).contains(message);
        assertThat(policy.warnings().get(0).pointer()).isEqualTo("/Statement/0/Principal");
    }

    @ParameterizedTest
    @CsvSource({
        "saml-provider/Corp, sts:AssumeRoleWithWebIdentity, is a SAML provider",
        "saml-provider/Corp, sts:AssumeRoleWithSAML, ",
        "saml-provider/Corp, sts:AssumeRoleWith*, ",
        "saml-provider/Corp, sts:TagSession, ",
        "oidc-provider/example.com, sts:AssumeRoleWithSAML, is no SAML provider",
        "oidc-provider/example.com, sts:AssumeRoleWithWebIdentity, "
    })
    void about_the_action_of_the_other_kind_of_provider(String provider, String action, String message) {
        Policy policy = Policies.trust(document("", "arn:aws:iam::123456789012:" + provider, "{}")
                .replace("sts:AssumeRoleWithWebIdentity", action));

        assertThat(policy.warnings()).hasSize(message == null ? 0 : 1).allSatisfy(warning -> {
            assertThat(warning.message()).contains(message);
            assertThat(warning.pointer()).isEqualTo("/Statement/0/Principal");
        });
    }

    private static String document(String version, String provider, String condition) {
        return """
                {%s "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
                 "Action": "sts:AssumeRoleWithWebIdentity", "Condition": %s}]}
                """.formatted(version, provider, condition);
    }
}
