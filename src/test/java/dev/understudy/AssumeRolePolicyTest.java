package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.support.Fixture;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Who may assume a role, by trust policy and the caller's own policies: the IAM User Guide's evaluation logic. */
class AssumeRolePolicyTest {
    private static final String ALLOW = "{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"}";
    private static final String DENY = ALLOW.replace("Allow", "Deny");
    private static final String OTHER = ALLOW.replace("sts:AssumeRole", "s3:*");

    /** A user and a role of the account, another account's user, and the role that is asked for. */
    private static final String CONFIGURATION = """
            managedPolicies:
              - ManagedPolicyName: Boundary
                PolicyDocument: { Version: 2012-10-17, Statement: %4$s }
            roles:
              - RoleName: Target
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Principal: { AWS: "%1$s" }, Action: "sts:AssumeRole" }
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: %2$s } }]
              - RoleName: Middle
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Principal: { AWS: "arn:aws:iam::123456789012:user/door" }, Action: "sts:AssumeRole" }
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: %2$s } }]
                %3$s
            users:
              - UserName: door
                accessKeys: [{ AccessKeyId: AKIADOORDOORDOORDOOR, SecretAccessKey: s }]
              - UserName: alice
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: %2$s } }]
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE1, SecretAccessKey: s }]
                %3$s
              - UserName: stranger
                account: "210987654321"
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: %2$s } }]
                accessKeys: [{ AccessKeyId: AKIASTRANGERSTRANGER, SecretAccessKey: s }]
            """;

    private enum Trusts {
        ALICE("arn:aws:iam::123456789012:user/alice"),
        ACCOUNT("arn:aws:iam::123456789012:root"),
        ACCOUNT_BY_ID("123456789012"),
        OTHER_ACCOUNT("210987654321"),
        STRANGER("arn:aws:iam::210987654321:user/stranger"),
        MIDDLE("arn:aws:iam::123456789012:role/Middle"),
        MIDDLE_SESSION("arn:aws:sts::123456789012:assumed-role/Middle/me"),
        ITSELF("arn:aws:iam::123456789012:role/Target"),
        EVERYONE("*"),
        DOOR("arn:aws:iam::123456789012:user/door");

        private final String principal;

        Trusts(String principal) {
            this.principal = principal;
        }
    }

    @ParameterizedTest(name = "{0}: the role trusts {1}, own policy {2}, boundary {3}, session policy {4}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
                    # The same account: to name the caller is enough, to name the account leaves it to the caller's policies.
                    alice    | ALICE          | other | none  | none  | yes
                    alice    | ALICE          | deny  | none  | none  | no
                    alice    | ALICE          | other | other | none  | yes
                    alice    | EVERYONE       | other | none  | none  | yes
                    alice    | ACCOUNT        | other | none  | none  | no
                    alice    | ACCOUNT        | allow | none  | none  | yes
                    alice    | ACCOUNT        | deny  | none  | none  | no
                    alice    | ACCOUNT        | allow | other | none  | no
                    alice    | ACCOUNT        | allow | allow | none  | yes
                    alice    | ACCOUNT_BY_ID  | other | none  | none  | no
                    alice    | ACCOUNT_BY_ID  | allow | none  | none  | yes
                    alice    | DOOR           | allow | none  | none  | no
                    alice    | OTHER_ACCOUNT  | allow | none  | none  | no
                    # Another account: both sides must allow it.
                    stranger | STRANGER       | other | none  | none  | no
                    stranger | STRANGER       | allow | none  | none  | yes
                    stranger | STRANGER       | deny  | none  | none  | no
                    stranger | OTHER_ACCOUNT  | other | none  | none  | no
                    stranger | OTHER_ACCOUNT  | allow | none  | none  | yes
                    stranger | EVERYONE       | other | none  | none  | no
                    stranger | EVERYONE       | allow | none  | none  | yes
                    stranger | ACCOUNT        | allow | none  | none  | no
                    # Sessions of a role: named by role or by session, limited by boundary and session policies.
                    middle   | MIDDLE         | other | none  | none  | yes
                    middle   | MIDDLE         | other | none  | other | no
                    middle   | MIDDLE         | other | none  | allow | yes
                    middle   | MIDDLE         | other | other | none  | no
                    middle   | MIDDLE_SESSION | other | other | other | yes
                    middle   | MIDDLE_SESSION | other | none  | deny  | no
                    middle   | ACCOUNT        | allow | none  | other | no
                    middle   | ACCOUNT        | allow | none  | allow | yes
                    middle   | ALICE          | allow | none  | none  | no
                    """)
    void a_role_is_assumed_by_whom_the_policies_let(
            String caller, Trusts trusts, String own, String boundary, String session, String outcome) {
        String bound = boundary.equals("none") ? "" : "PermissionsBoundary: arn:aws:iam::123456789012:policy/Boundary";
        String yaml = CONFIGURATION.formatted(trusts.principal, statement(own), bound, statement(boundary));
        try (Fixture fixture = Fixture.of(yaml)) {
            AwsCredentials credentials = switch (caller) {
                case "alice" -> AwsBasicCredentials.create("AKIAALICEALICEALICE1", "s");
                case "stranger" -> AwsBasicCredentials.create("AKIASTRANGERSTRANGER", "s");
                default -> middle(fixture, session);
            };
            assertThat(mayAssume(fixture, credentials, "Target")).isEqualTo(outcome.equals("yes"));
        }
    }

    /** Since 2022: no role trusts itself implicitly. */
    @ParameterizedTest
    @CsvSource({"ITSELF, other, yes", "DOOR, allow, no", "ACCOUNT, allow, yes", "ACCOUNT, other, no"})
    void a_role_assumes_itself_only_if_its_trust_policy_says_so(Trusts trusts, String own, String outcome) {
        String trust = Stream.of(trusts, Trusts.DOOR)
                .map(it -> it.principal)
                .distinct()
                .collect(Collectors.joining("\", \"", "[\"", "\"]"));
        String yaml =
                CONFIGURATION.replace("{ AWS: \"%1$s\" }", "{ AWS: %1$s }").formatted(trust, statement(own), "", OTHER);
        try (Fixture fixture = Fixture.of(yaml)) {
            Credentials session =
                    assume(fixture, AwsBasicCredentials.create("AKIADOORDOORDOORDOOR", "s"), "Target", "none");
            assertThat(mayAssume(fixture, sessionCredentials(session), "Target"))
                    .isEqualTo(outcome.equals("yes"));
        }
    }

    private static String statement(String kind) {
        return switch (kind) {
            case "allow" -> ALLOW;
            case "deny" -> DENY;
            default -> OTHER;
        };
    }

    private static AwsCredentials middle(Fixture fixture, String policy) {
        AwsBasicCredentials door = AwsBasicCredentials.create("AKIADOORDOORDOORDOOR", "s");
        return sessionCredentials(assume(fixture, door, "Middle", policy));
    }

    private static AwsSessionCredentials sessionCredentials(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private static Credentials assume(Fixture fixture, AwsCredentials caller, String role, String policy) {
        String document = "{\"Version\": \"2012-10-17\", \"Statement\": " + statement(policy) + "}";
        try (StsClient sts = fixture.sts(caller)) {
            return sts.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/" + role)
                            .roleSessionName("me")
                            .policy(policy.equals("none") ? null : document))
                    .credentials();
        }
    }

    private static boolean mayAssume(Fixture fixture, AwsCredentials caller, String role) {
        Throwable failure = catchThrowable(() -> assume(fixture, caller, role, "none"));
        if (failure != null) {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            StsException.class,
                            refusal -> assertThat(refusal.awsErrorDetails()
                                            .errorMessage()
                                            .toLowerCase(Locale.ROOT))
                                    .matches(
                                            "user: arn:aws:.* is not authorized to perform: sts:assumerole on resource:"
                                                    + " arn:aws:iam::123456789012:role/target"));
        }
        return failure == null;
    }
}
