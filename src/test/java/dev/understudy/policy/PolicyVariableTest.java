package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy variables in conditions and resources; R, D and U as in {@link ConditionTest}. */
class PolicyVariableTest {
    /** The context holds {@code t:k} as given, {@code t:name} = alice, {@code t:star} = a*, {@code t:tags} = [team]. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            D | StringEquals    | ${t:name}               | alice     | true
            D | StringEquals    | ${T:NAME}               | alice     | true
            D | StringEquals    | home/${t:name}/x        | home/alice/x | true
            D | StringEquals    | ${t:name, 'nobody'}     | alice     | true
            D | StringEquals    | ${t:none, 'nobody'}     | nobody    | true
            D | StringEquals    | ${t:none,'nobody'}      | nobody    | true
            D | StringEquals    | ${t:none, ''}           |           | true
            D | StringEquals    | ${t:none}               | alice     | false
            D | StringNotEquals | ${t:none}               | alice     | true
            D | StringNotEquals | ${t:name}               | alice     | false
            R | StringEquals    | ${t:tags}               | team      | false
            R | StringEquals    | ${t:tags, 'fallback'}   | fallback  | false
            R | StringNotEquals | ${t:tags, 'fallback'}   | fallback  | true
            D | StringEqualsIgnoreCase | ${t:name}        | ALICE     | true
            D | StringLike      | ${t:name}*              | alice2    | true
            R | StringLike      | ${t:star}               | a*        | true
            R | StringLike      | ${t:star}               | ab        | false
            D | StringLike      | a${*}                   | a*        | true
            D | StringLike      | a${*}                   | ab        | false
            D | StringLike      | a${?}                   | ab        | false
            D | StringEquals    | ${$}{t:name}            | ${t:name} | true
            D | StringEquals    | a${*}${?}               | a*?       | true
            U | StringEquals    | ${t:name                | ${t:name  | true
            U | StringEquals    | ${}                     | ${}       | true
            D | Bool            | ${t:true}               | true      | true
            D | Bool            | ${t:none}               | false     | false
            R | ArnLike         | ${t:arn}                | arn:aws:iam::123456789012:user/x | true
            R | ArnLike         | ${t:name}               | arn:aws:iam::123456789012:user/x | false
            R | ArnNotLike      | ${t:name}               | arn:aws:iam::123456789012:user/x | false
            D | ArnLike         | ${t:none}               | arn:aws:iam::123456789012:user/x | false
            D | ArnNotLike      | ${t:none}               | arn:aws:iam::123456789012:user/x | true
            D | NumericEquals   | ${t:one}                | 1         | false
            """)
    void in_conditions(String known, String operator, String value, String actual, boolean expected) {
        String given = actual == null ? "" : actual;

        assertThat(allows(PolicyType.SESSION, "2012-10-17", operator, value, given))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2008-10-17, true", "2012-10-17, false"})
    void are_literal_text_under_an_older_version(String version, boolean literal) {
        assertThat(allows(PolicyType.IDENTITY, version, "StringEquals", "${t:name}", "${t:name}"))
                .isEqualTo(literal);
    }

    @Test
    void are_literal_text_without_a_version() {
        String policy = statement("StringEquals", "${t:name}");

        assertThat(decide(PolicyType.IDENTITY, "{" + policy + "}", "${t:name}")).isInstanceOf(Decision.Allowed.class);
        assertThat(decide(PolicyType.IDENTITY, "{" + policy + "}", "alice"))
                .isInstanceOf(Decision.ImplicitlyDenied.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            D | Allow | Resource    | arn:aws:s3:::b/${t:name}/*  | arn:aws:s3:::b/alice/x    | true
            D | Allow | Resource    | arn:aws:s3:::b/${t:name}/*  | arn:aws:s3:::b/bob/x      | false
            D | Allow | Resource    | arn:aws:s3:::b/${t:none}    | arn:aws:s3:::b/           | false
            R | Allow | Resource    | arn:aws:s3:::b/${t:star}    | arn:aws:s3:::b/ab         | false
            D | Allow | Resource    | arn:aws:s3::${t:name}:b     | arn:aws:s3::alice:b       | false
            D | Allow | Resource    | arn:aws:s3::${t:name}:b     | arn:aws:s3::${t:name}:b   | true
            D | Allow | NotResource | arn:aws:s3:::b/${t:name}    | arn:aws:s3:::b/bob        | true
            D | Allow | NotResource | arn:aws:s3:::b/${t:name}    | arn:aws:s3:::b/alice      | false
            U | Allow | NotResource | arn:aws:s3:::b/${t:none}    | arn:aws:s3:::b/bob        | false
            U | Deny  | NotResource | arn:aws:s3:::b/${t:none}    | arn:aws:s3:::b/bob        | true
            D | Deny  | Resource    | arn:aws:s3:::b/${t:none}    | arn:aws:s3:::b/bob        | false
            R | Allow | Resource    | arn:aws:s3:::b/*/object     | arn:aws:s3:::b/a:b/object | true
            R | Allow | Resource    | arn:aws:s3:::b/*/object     | arn:aws:s3:::b/a/object/c | false
            R | Allow | Resource    | arn:aws:s3:::b*             | arn:aws:s3:::b:suffix/o   | true
            D | Allow | Resource    | arn:aws:s3:::B              | arn:aws:s3:::b            | false
            """)
    void in_resources(String known, String effect, String element, String pattern, String resource, boolean applies) {
        Policy policy = Policies.identity("""
                {"Version": "2012-10-17", "Statement": {"Effect": "%s", "Action": "s3:*", "%s": "%s"}}
                """.formatted(effect, element, pattern));

        Decision decision = policy.decide(Policies.request("s3:GetObject", resource, context("x")));

        assertThat(decision instanceof Decision.ImplicitlyDenied).isEqualTo(!applies);
    }

    private static boolean allows(PolicyType type, String version, String operator, String value, String actual) {
        String document = "{\"Version\": \"" + version + "\", " + statement(operator, value) + "}";
        return decide(type, document, actual) instanceof Decision.Allowed;
    }

    private static Decision decide(PolicyType type, String document, String actual) {
        return Policies.parse(type, document).decide(Policies.request("s3:GetObject", "*", context(actual)));
    }

    private static String statement(String operator, String value) {
        return """
                "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"%s": {"t:k": "%s"}}}
                """.formatted(operator, value);
    }

    private static RequestContext context(String actual) {
        return RequestContext.builder()
                .with("t:k", actual)
                .with("t:name", "alice")
                .with("t:star", "a*")
                .with("t:true", "TRUE")
                .with("t:one", "1")
                .with("t:arn", "arn:aws:iam::123456789012:user/x")
                .withAll("t:tags", List.of("team"))
                .build();
    }
}
