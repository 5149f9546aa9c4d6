package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What IAM refuses and how. The first column says how the refusal or its text is known: R recorded or reported, S a
 * secondary source that claims to have asked AWS, U unknown, where the text is ours.
 */
class PolicyValidationTest {
    private static final String OIDC =
            "{\"Federated\": \"arn:aws:iam::123456789012:oidc-provider/server.example.com\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            R | {                                                |           | This policy contains invalid Json
            R | []                                               |           | This policy contains invalid Json
            R | assume-role-policy.json                          |           | This policy contains invalid Json
            U | {"Statement": [], "Statement": []}               |           | This policy contains invalid Json
            U | {"Statement": []} {}                             |           | This policy contains invalid Json
            U | {"Version": 1e9999999999}                        |           | This policy contains invalid Json
            U | [[[[[[[[[[[1]]]]]]]]]]]                          |           | This policy contains invalid Json
            S | {"Version": "2012-10-18", "Statement": []}       | /Version  | The policy must contain a valid version string
            S | {"Version": 2012, "Statement": []}               | /Version  | The policy must contain a valid version string
            S | {}                                               |           | Could not parse the policy: Statement is empty!
            S | {"Statement": []}                                | /Statement | Could not parse the policy: Statement is empty!
            U | {"Id": 1, "Statement": []}                       | /Id       | Id must be a string
            U | {"a/b~c": 1}                                     | /a~1b~0c  | Has prohibited field a/b~c
            U | {"Statement": ["x"]}                             | /Statement/0 | A statement is a JSON object
            """)
    void trust_documents(String known, String document, String pointer, String message) {
        assertRefused(PolicyType.TRUST, document, pointer == null ? "" : pointer, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            S | "Principal": P, "Action": "sts:AssumeRole"                         | | Missing required field Effect
            S | "Effect": "allow", "Principal": P, "Action": "sts:AssumeRole"      | /Effect | Invalid effect: allow
            U | "Effect": ["Allow"], "Principal": P, "Action": "sts:AssumeRole"    | /Effect | ~Invalid effect: ~
            S | "Effect": "Allow", "Action": "sts:AssumeRole"                      | | Missing required field Principal
            S | "Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole"     | /Principal | Missing required field Principal cannot be empty!
            R | "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"    | /Principal | AssumeRolepolicy contained an invalid principal: "STAR":"*".
            S | "Effect": "Allow", "Principal": "x", "Action": "sts:AssumeRole"    | /Principal | Principal must be a JSON object.
            S | "Effect": "Allow", "NotPrincipal": P, "Action": "sts:AssumeRole"   | /NotPrincipal | Allow with NotPrincipal is not allowed.
            S | "Effect": "Deny", "NotPrincipal": P, "Action": "sts:AssumeRole"    | /NotPrincipal | AssumeRole policy must not contain NotPrincipal field.
            R | "Effect": "Allow", "Principal": {"AWS": []}, "Action": "sts:AssumeRole" | /Principal | Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no principals!
            R | "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:role/missing"}, "Action": "sts:AssumeRole" | /Principal/AWS | Invalid principal in policy: "AWS":"arn:aws:iam::1:role/missing"
            R | "Effect": "Allow", "Principal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:role/*"]}, "Action": "sts:AssumeRole" | /Principal/AWS/1 | Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/*"
            S | "Effect": "Allow", "Principal": {"Service": "lambda"}, "Action": "sts:AssumeRole" | /Principal/Service | Invalid principal in policy: "SERVICE":"lambda"
            S | "Effect": "Allow", "Principal": {"CanonicalUser": "79a5"}, "Action": "sts:AssumeRole" | /Principal/CanonicalUser | Invalid principal in policy: "CanonicalUser"
            R | "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::1:oidc-provider/x"}, "Action": "sts:AssumeRole" | /Principal/Federated | Federated principals must be valid domain names or SAML metadata ARNs
            R | "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/https://x.com"}, "Action": "sts:AssumeRole" | /Principal/Federated | Federated principals must be valid domain names or SAML metadata ARNs
            U | "Effect": "Allow", "Principal": {"Federated": "*"}, "Action": "sts:AssumeRole" | /Principal/Federated | Federated principals must be valid domain names or SAML metadata ARNs
            U | "Effect": "Allow", "Principal": {"Federated": [7]}, "Action": "sts:AssumeRole" | /Principal/Federated/0 | Federated principals must be valid domain names or SAML metadata ARNs
            S | "Effect": "Allow", "Principal": P                                  | | Missing required field Action
            S | "Effect": "Allow", "Principal": P, "Action": []                    | /Action | Missing required field Action
            U | "Effect": "Allow", "Principal": P, "Action": [1]                   | /Action/0 | A string is wanted here
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "NotAction": "sts:TagSession" | /NotAction | A statement holds Action or NotAction, not both
            R | "Effect": "Allow", "Principal": P, "Action": "s3:GetObject"        | /Action | AssumeRole policy may only specify STS AssumeRole actions.
            S | "Effect": "Allow", "Principal": P, "Action": "*"                   | /Action | AssumeRole policy may only specify STS AssumeRole actions.
            S | "Effect": "Allow", "Principal": P, "Action": "sts:*"               | /Action | AssumeRole policy may only specify STS AssumeRole actions.
            U | "Effect": "Allow", "Principal": P, "Action": ["sts:AssumeRole", "sts:Assume*"] | /Action/1 | AssumeRole policy may only specify STS AssumeRole actions.
            U | "Effect": "Allow", "Principal": P, "NotAction": "sts:GetCallerIdentity" | /NotAction | AssumeRole policy may only specify STS AssumeRole actions.
            R | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Resource": "*" | /Resource | Has prohibited field Resource
            S | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "NotResource": "*" | /NotResource | AssumeRole policy must not contain resources.
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Actions": "x" | /Actions | Has prohibited field Actions
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Sid": 1 | /Sid | Sid must be a string
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Sid": "a b" | /Sid | Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": [] | /Condition | Condition holds operators
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": "x"} | /Condition/StringEquals | A condition operator holds keys
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEqual": {"a:b": "c"}} | /Condition/StringEqual | Unknown condition operator `StringEqual`
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"NullIfExists": {"a:b": "true"}} | /Condition/NullIfExists | Unknown condition operator `NullIfExists`
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"ForAnyValue:": {"a:b": "true"}} | /Condition/ForAnyValue: | Unknown condition operator `ForAnyValue:`
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"a:b": {}}} | /Condition/StringEquals/a:b | A condition value is a string, number or Boolean
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"a:b": [null]}} | /Condition/StringEquals/a:b/0 | A condition value is a string, number or Boolean
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"a:b": []}} | /Condition/StringEquals/a:b | A condition needs at least one value
            R | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"https://x.com:sub": "c"}} | /Condition/StringEquals/https:~1~1x.com:sub | Condition can contain only one colon.
            U | "Effect": "Allow", "Principal": P, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sub": "c"}} | /Condition/StringEquals/sub | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            """)
    void trust_statements(String known, String statement, String pointer, String message) {
        String document =
                "{\"Statement\": {" + statement.replace("P,", OIDC + ",").replaceFirst("P$", OIDC) + "}}";

        assertRefused(PolicyType.TRUST, document, "/Statement" + (pointer == null ? "" : pointer), message);
    }

    /** R: recorded as refused by PutUserPolicy and as stored, with texts unknown. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NumericEquals | 01                  | true
            NumericEquals | NaN                 | false
            NumericEquals | no-number           | false
            Bool          | TRUE                | true
            Bool          | yes                 | true
            Null          | yes                 | true
            DateEquals    | not-a-date          | false
            DateEquals    | 2030-01-01          | true
            ArnLike       | not-an-arn          | false
            ArnLike       | arn:aws:iam::*:u/*  | true
            BinaryEquals  | no-binary           | false
            BinaryEquals  | YQ==                | true
            IpAddress     | not-an-ip           | false
            IpAddress     | 192.0.2.5/24        | true
            IpAddress     | 192.0.2.0/+24       | true
            IpAddress     | 192.0.2.0/32        | true
            IpAddress     | 192.0.2.0/33        | false
            IpAddress     | ::ffff:c000:200/120 | true
            IpAddress     | ::ffff:192.0.2.1    | false
            IpAddress     | ::192.0.2.0/120     | false
            IpAddress     | 2001:db8::1         | true
            IpAddress     | 2001:db8::5/64      | false
            IpAddress     | 2001:db8::/128      | true
            IpAddress     | 2001:db8::/129      | false
            IpAddress     | 2001:db8::5/127     | false
            IpAddress     | 2001:db8::4/127     | true
            IpAddress     | 2001:db8::1/0       | false
            IpAddress     | 2001:db8:::1/128    | true
            IpAddress     | 2001:db8::1:/128    | true
            IpAddress     | 256.0.0.1           | false
            IpAddress     | 1.2.3               | false
            IpAddress     | 1::2::3             | false
            """)
    void condition_values(String operator, String value, boolean stored) {
        String document = identity("\"Condition\": {\"" + operator + "\": {\"a:b\": \"" + value + "\"}}");

        if (stored) {
            assertAccepted(PolicyType.IDENTITY, document);
        } else {
            assertRefused(
                    PolicyType.IDENTITY,
                    document,
                    "/Statement/Condition/" + operator + "/a:b",
                    "Syntax errors in policy.");
        }
    }

    @Test
    void a_session_policy_may_hold_values_that_cannot_be_read_save_binary_ones() {
        String number = identity("\"Condition\": {\"NumericEquals\": {\"a:b\": \"NaN\"}}");
        String binary = identity("\"Condition\": {\"BinaryEquals\": {\"a:b\": \"no-binary\"}}");

        assertAccepted(PolicyType.SESSION, number);
        assertRefused(PolicyType.SESSION, binary, "/Statement/Condition/BinaryEquals/a:b", "Syntax errors in policy.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            S | {                                                                    | Syntax errors in policy.
            S | {"Version": "x", "Statement": []}                                    | Syntax errors in policy.
            S | {"Statement": []}                                                    | Syntax errors in policy.
            S | {"Statement": {"Action": "s3:Get", "Resource": "*"}}                 | Syntax errors in policy.
            S | {"Statement": {"Effect": "Allow", "Resource": "*"}}                  | Policy statement must contain actions.
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get"}}               | Policy statement must contain resources.
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": []}} | Policy statement must contain resources.
            S | {"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:Get", "Resource": "*"}} | Policy document should not specify a principal.
            S | {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "s3:Get", "Resource": "*"}} | Policy document should not specify a principal.
            S | {"Statement": {"Effect": "Allow", "Action": "GetObject", "Resource": "*"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            S | {"Statement": {"Effect": "Allow", "Action": "s 3:Get", "Resource": "*"}} | Vendor s 3 is not valid
            U | {"Statement": {"Effect": "Allow", "Action": "s3:Get:x", "Resource": "*"}} | Actions/Condition can contain only one colon.
            U | {"Statement": {"Effect": "Allow", "Action": "s3:", "Resource": "*"}} | Syntax errors in policy.
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "bucket"}} | Resource bucket must be in ARN format or "*".
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "arn:s3:::b"}} | Partition "s3" is not valid for resource "arn:s3:::b".
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "arn:aws:s3"}} | The policy failed legacy parsing
            U | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "*", "NotResource": "*"}} | Syntax errors in policy.
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "*", "Condition": {"s3:x": "self"}}} | Syntax errors in policy.
            S | {"Statement": {"Effect": "Allow", "Action": "s3:Get", "Resource": "*", "Condition": {"StringEquals": {"x": "y"}}}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.
            """)
    void identity_policies(String known, String document, String message) {
        MalformedPolicyException refusal =
                catchThrowableOfType(MalformedPolicyException.class, () -> Policy.parse(PolicyType.IDENTITY, document));

        assertThat(refusal).as(document).isNotNull().hasMessage(message);
    }

    @Test
    void statement_ids_are_unique_but_may_be_empty() {
        String trust = "{\"Sid\": \"%s\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"},"
                + " \"Action\": \"sts:AssumeRole\"}";
        String identity = "{\"Sid\": \"%s\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";

        assertRefused(
                PolicyType.TRUST,
                twice(trust, "A"),
                "/Statement/1/Sid",
                "The Statement Ids in the policy are not unique");
        assertRefused(
                PolicyType.IDENTITY,
                twice(identity, "A"),
                "/Statement/1/Sid",
                "Statement IDs (SID) in a single policy must be unique.");
        assertAccepted(PolicyType.TRUST, twice(trust, ""));
    }

    private static String twice(String statement, String sid) {
        String one = statement.formatted(sid);
        return "{\"Statement\": [" + one + "," + one + "]}";
    }

    @ParameterizedTest
    @CsvSource({"TRUST, 4096", "IDENTITY, 10240", "SESSION, 10240"})
    void a_document_has_a_longest_size_without_white_space(PolicyType type, int longest) {
        String document = type == PolicyType.TRUST
                ? "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": " + OIDC
                        + ", \"Action\": \"sts:AssumeRole\"}, \"Id\": \"%s\"}"
                : "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}, \"Id\": \"%s\"}";
        int rest = document.formatted("").replaceAll("\\s", "").length();
        String atTheLimit = document.formatted("x".repeat(longest - rest)) + " ".repeat(5_000);

        assertAccepted(type, atTheLimit);
        MalformedPolicyException refusal = catchThrowableOfType(
                MalformedPolicyException.class,
                () -> Policy.parse(type, atTheLimit.replace("\"Id\": \"", "\"Id\": \"x")));
        assertThat(refusal).isNotNull().hasMessageContaining(String.valueOf(longest));
    }

    @Test
    void white_space_is_bounded_too() {
        String document = identity("\"Sid\": \"A\"");

        assertAccepted(PolicyType.IDENTITY, document + " ".repeat(131_072 - document.length()));
        assertThat(catchThrowableOfType(
                        MalformedPolicyException.class,
                        () -> Policy.parse(PolicyType.IDENTITY, document + " ".repeat(131_073 - document.length()))))
                .isNotNull();
    }

    @Test
    void a_syntax_error_tells_line_and_column_apart_from_the_message() {
        MalformedPolicyException refusal = catchThrowableOfType(
                MalformedPolicyException.class, () -> Policy.parse(PolicyType.TRUST, "{\n  \"Version\": oops}"));

        assertThat(refusal).hasMessage("This policy contains invalid Json");
        assertThat(refusal.detail()).contains("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"StringEquals\": {\"%s\": \"repo:octo/app:ref:refs/heads/main\"}",
                "\"StringLike\": {\"%s\": \"repo:octo/*\"}",
                "\"StringLike\": {\"%s\": [\"repo:octo/*\", \"repo:other/*\"]}",
                "\"StringEqualsIgnoreCase\": {\"%s\": \"x\"}",
                "\"ForAnyValue:StringLike\": {\"%s\": \"x*\"}"
            })
    void a_shared_provider_is_trusted_under_a_condition_on_the_tenant(String condition) {
        assertAccepted(PolicyType.TRUST, shared(condition.formatted("token.actions.githubusercontent.com:SUB")));
    }

    /** U: AWS's text is unknown, and so is how it judges lists, IfExists and ForAllValues; the strict reading is ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"StringEquals\": {\"token.actions.githubusercontent.com:aud\": \"sts.amazonaws.com\"}",
                "\"StringLike\": {\"%s\": \"*\"}",
                "\"StringLike\": {\"%s\": \"*?*\"}",
                "\"StringLike\": {\"%s\": [\"repo:octo/*\", \"*\"]}",
                "\"StringNotLike\": {\"%s\": \"repo:octo/*\"}",
                "\"StringLikeIfExists\": {\"%s\": \"repo:octo/*\"}",
                "\"ForAllValues:StringLike\": {\"%s\": \"repo:octo/*\"}",
                "\"StringEquals\": {\"%s\": \"\"}",
                ""
            })
    void a_shared_provider_is_not_trusted_for_every_tenant(String condition) {
        String key = "token.actions.githubusercontent.com:sub";

        assertRefused(
                PolicyType.TRUST,
                shared(condition.formatted(key)),
                "/Statement",
                "A condition on " + key
                        + " must be present for the shared provider token.actions.githubusercontent.com,"
                        + " and its value must not consist only of wildcards");
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab.com, gitlab.com:sub",
        "api.pulumi.com/oidc, api.pulumi.com/oidc:aud",
        "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d, sts:RoleSessionName"
    })
    void other_shared_providers(String issuer, String key) {
        String bare = shared("").replace("token.actions.githubusercontent.com", issuer);
        String conditioned = shared("\"StringEquals\": {\"" + key + "\": \"x\"}")
                .replace("token.actions.githubusercontent.com", issuer);

        assertThat(catchThrowableOfType(MalformedPolicyException.class, () -> Policy.parse(PolicyType.TRUST, bare)))
                .hasMessageContaining(key);
        assertAccepted(PolicyType.TRUST, conditioned);
    }

    @Test
    void cognito_needs_a_condition_on_the_audience() {
        String bare = shared("").replace(Policies.GITHUB, "cognito-identity.amazonaws.com");
        String conditioned = shared("\"StringEquals\": {\"cognito-identity.amazonaws.com:aud\": \"pool\"}")
                .replace(Policies.GITHUB, "cognito-identity.amazonaws.com");

        assertRefused(
                PolicyType.TRUST, bare, "/Statement", "A condition block must be present for the Cognito provider");
        assertAccepted(PolicyType.TRUST, conditioned);
    }

    @Test
    void a_denial_for_a_shared_provider_needs_no_condition() {
        assertAccepted(PolicyType.TRUST, shared("").replace("Allow", "Deny"));
    }

    private static String shared(String condition) {
        return """
                {"Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"},
                 "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {%s}}}
                """.formatted(Policies.GITHUB, condition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Sid\": \"\"",
                "\"Sid\": \"ABCabc019\"",
                "\"Condition\": {}",
                "\"Condition\": {\"StringEquals\": {}}",
                "\"Condition\": {\"Bool\": {\"a:b\": true}, \"NumericEquals\": {\"a:b\": [1, 1.5]}}",
                "\"Condition\": {\"StringEquals\": {\"aws:ResourceTag/aws:cloudformation:stack-name\": \"x\"}}"
            })
    void valid_identity_policies(String more) {
        assertAccepted(PolicyType.IDENTITY, identity(more));
    }

    private static String identity(String more) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\","
                + " \"Resource\": [\"*\", \"arn:aws:s3:::b\", \"arn:*:s3:::b\", \"arn:aws-us-gov:s3:::b\"], " + more
                + "}}";
    }

    private static void assertAccepted(PolicyType type, String document) {
        assertThatCode(() -> Policy.parse(type, document)).as(document).doesNotThrowAnyException();
    }

    private static void assertRefused(PolicyType type, String document, String pointer, String message) {
        MalformedPolicyException refusal =
                catchThrowableOfType(MalformedPolicyException.class, () -> Policy.parse(type, document));

        assertThat(refusal).as(document).isNotNull().hasMessage(message);
        assertThat(refusal.pointer()).as(document).isEqualTo(pointer);
    }
}
