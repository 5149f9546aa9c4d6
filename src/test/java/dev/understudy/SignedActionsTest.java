package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRootResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AssumeRoot, GetAccessKeyInfo and DecodeAuthorizationMessage, with the AWS SDK over the socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedActionsTest {
    private static final String MEMBER = "210987654321";
    private static final String MEMBER_ROOT = "arn:aws:iam::210987654321:root";
    private static final String AUDIT = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";
    private static final String ADMIN = "arn:aws:iam::123456789012:user/admin";
    private static final String CAROL = "arn:aws:iam::123456789012:user/carol";
    private static final String INVALID_MESSAGE = "The specified authorization message is invalid";

    private static final String CONFIGURATION = """
            users:
              - UserName: admin
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - { Effect: Allow, Action: ["sts:DecodeAuthorizationMessage", "sts:GetAccessKeyInfo"], Resource: "*" }
                        - Effect: Allow
                          Action: "sts:AssumeRoot"
                          Resource: ["arn:aws:iam::210987654321:root", "arn:aws:iam::123456789012:root", "arn:aws:iam::000000000009:root", "arn:aws:iam::000000000031:root"]
                          Condition: { StringLike: { "sts:TaskPolicyArn": "arn:aws:iam::aws:policy/root-task/IAM*" } }
                accessKeys: [{ AccessKeyId: AKIAADMINADMINADMIN2, SecretAccessKey: s }]
              - UserName: reader
                account: "210987654321"
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement: { Effect: Allow, Action: "sts:DecodeAuthorizationMessage", Resource: "*" }
                accessKeys: [{ AccessKeyId: AKIAREADERREADERREAD, SecretAccessKey: s }]
              - UserName: carol
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement: { Sid: NotThat, Effect: Deny, Action: "s3:Delete*", Resource: "*" }
                accessKeys: [{ AccessKeyId: AKIACAROLCAROLCAROL2, SecretAccessKey: s }]
            samlProviders: [{ Name: Corp, local: true, account: "000000000031" }]
            rootUsers:
              - accessKeys: [{ AccessKeyId: AKIAROOTROOTROOTROO2, SecretAccessKey: s }]
            """;

    private Fixture fixture;
    private StsClient admin;
    private StsClient carol;
    private StsClient reader;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        admin = fixture.sts(AwsBasicCredentials.create("AKIAADMINADMINADMIN2", "s"));
        carol = fixture.sts(AwsBasicCredentials.create("AKIACAROLCAROLCAROL2", "s"));
        reader = fixture.sts(AwsBasicCredentials.create("AKIAREADERREADERREAD", "s"));
    }

    @AfterAll
    void stop() {
        admin.close();
        carol.close();
        reader.close();
        fixture.close();
    }

    private AssumeRootResponse assumeRoot(String target, String task, Integer seconds) {
        return admin.assumeRoot(request -> request.targetPrincipal(target)
                .taskPolicyArn(policy -> policy.arn(task))
                .durationSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {MEMBER, MEMBER_ROOT})
    void a_root_user_is_assumed_for_a_task(String target) {
        AssumeRootResponse answer = assumeRoot(target, AUDIT, null);
        assertThat(answer.sourceIdentity()).isNull();
        Credentials credentials = answer.credentials();
        assertThat(Duration.between(fixture.clock.instant(), credentials.expiration()))
                .isBetween(Duration.ofSeconds(890), Duration.ofSeconds(900));
        try (StsClient root = fixture.sts(credentials)) {
            assertThat(root.getCallerIdentity().arn()).isEqualTo(MEMBER_ROOT);
            assertThat(root.getCallerIdentity().userId()).isEqualTo(MEMBER);
        }
        JsonNode answered = fixture.control(
                "POST", "/_understudy/authorize", """
                {"credentials": {"accessKeyId": "%s", "sessionToken": "%s"}, "action": "s3:GetObject"}""".formatted(credentials.accessKeyId(), credentials.sessionToken()));
        assertThat(answered.path("decision").asString())
                .as("the task policy bounds it")
                .isEqualTo("implicitDeny");
    }

    @ParameterizedTest
    @CsvSource({
        "210987654321, S3UnlockBucketPolicy",
        "123456789012, IAMAuditRootUserCredentials",
        "000000000009, IAMAuditRootUserCredentials"
    })
    void another_task_the_own_account_and_an_unknown_one_are_denied(String target, String task) {
        assertRefused(
                () -> assumeRoot(target, "arn:aws:iam::aws:policy/root-task/" + task, null),
                403,
                "AccessDenied",
                "User: " + ADMIN + " is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::" + target
                        + ":root");
    }

    @Test
    void an_account_that_holds_but_a_saml_provider_is_a_member_too() {
        assertThat(assumeRoot("000000000031", AUDIT, null).credentials()).isNotNull();
    }

    /** Documented of AWS; how it words the refusal is not known. */
    @Test
    void a_root_user_may_not_assume_another() {
        try (StsClient root = fixture.sts(AwsBasicCredentials.create("AKIAROOTROOTROOTROO2", "s"))) {
            assertRefused(
                    () -> root.assumeRoot(
                            request -> request.targetPrincipal(MEMBER).taskPolicyArn(policy -> policy.arn(AUDIT))),
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:root is not authorized to perform: sts:AssumeRoot on resource: "
                            + MEMBER_ROOT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901a", "arn:aws:iam::210987654321:user/bob", "arn:aws:sts::210987654321:root"})
    void what_is_no_root_user_is_invalid(String target) {
        assertRefused(() -> assumeRoot(target, AUDIT, null), 400, "ValidationError", target + " is invalid");
    }

    @Test
    void only_the_five_task_policies_are_known() {
        String other = "arn:aws:iam::aws:policy/root-task/Other";
        assertRefused(() -> assumeRoot(MEMBER, other, null), 400, "ValidationError", other + " is invalid");
        for (String task :
                new String[] {"IAMAuditRootUserCredentials", "IAMCreateRootUserPassword", "IAMDeleteRootUserCredentials"
                }) {
            assertThat(assumeRoot(MEMBER, "arn:aws:iam::aws:policy/root-task/" + task, null)
                            .credentials())
                    .isNotNull();
        }
    }

    @Test
    void a_root_session_lasts_fifteen_minutes_at_the_most() {
        assertThat(assumeRoot(MEMBER, AUDIT, 900).credentials()).isNotNull();
        assertThat(assumeRoot(MEMBER, AUDIT, 0).credentials()).isNotNull();
        assertRefused(
                () -> assumeRoot(MEMBER, AUDIT, 901),
                400,
                "ValidationError",
                "1 validation error detected: Value '901' at 'durationSeconds' failed to satisfy constraint: Member must"
                        + " have value less than or equal to 900");
        assertRefused(
                () -> assumeRoot(MEMBER, AUDIT, -1),
                400,
                "ValidationError",
                "1 validation error detected: Value '-1' at 'durationSeconds' failed to satisfy constraint: Member must"
                        + " have value greater than or equal to 0");
    }

    @Test
    void the_parameters_of_assume_root_are_required() {
        assertRefused(
                () -> admin.assumeRoot(request -> {}),
                400,
                "ValidationError",
                "2 validation errors detected: Value null at 'targetPrincipal' failed to satisfy constraint: Member must"
                        + " not be null; Value null at 'taskPolicyArn' failed to satisfy constraint: Member must not be"
                        + " null");
    }

    @ParameterizedTest
    @CsvSource({
        "AKIARZPUZDIKGB2VALC4, 123456789012",
        "ASIAQAAAAAAAGMKEM7X5, 000000000000",
        "AKIAREADERREADERREAD, 210987654321"
    })
    void a_key_tells_its_account(String key, String account) {
        assertThat(admin.getAccessKeyInfo(request -> request.accessKeyId(key)).account())
                .isEqualTo(account);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AKIAIOSFODNN7EXAMPLE  | AKIAIOSFODNN7EXAMPLE is invalid
                    AROARZPUZDIKGB2VALC4  | AROARZPUZDIKGB2VALC4 is invalid
                    AKIARZPUZDIKGB2VALC44 | AKIARZPUZDIKGB2VALC44 is invalid
                    AKIARZPUZDIKGB2       | 1 validation error detected: Value 'AKIARZPUZDIKGB2' at 'accessKeyId' failed to satisfy constraint: Member must have length greater than or equal to 16
                    AKIARZPUZDIKGB2VALC-  | 1 validation error detected: Value 'AKIARZPUZDIKGB2VALC-' at 'accessKeyId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]*
                    """)
    void a_key_without_an_account_is_invalid(String key, String message) {
        assertRefused(
                () -> admin.getAccessKeyInfo(request -> request.accessKeyId(key)), 400, "ValidationError", message);
    }

    @Test
    void a_key_id_of_129_characters_is_too_long() {
        String longest = "a".repeat(128);
        assertRefused(
                () -> admin.getAccessKeyInfo(request -> request.accessKeyId(longest)),
                400,
                "ValidationError",
                longest + " is invalid");
        assertRefused(
                () -> admin.getAccessKeyInfo(request -> request.accessKeyId(longest + "a")),
                400,
                "ValidationError",
                "1 validation error detected: Value '" + longest
                        + "a' at 'accessKeyId' failed to satisfy constraint: Member must have length less than or equal"
                        + " to 128");
    }

    private String encodedMessage(String action, String context) {
        return fixture.control("POST", "/_understudy/authorize", """
                {"principal": "%s", "action": "%s", "resource": "arn:aws:s3:::b/k", "context": %s}""".formatted(CAROL, action, context))
                .path("encodedMessage")
                .asString();
    }

    @Test
    void a_denial_can_be_decoded_by_whoever_may() {
        String message = encodedMessage("s3:DeleteObject", "{\"aws:SourceIp\": \"1.2.3.4\", \"aws:TagKeys\": [\"a\"]}");
        assertThat(message).matches("[A-Za-z0-9_-]+");
        JsonNode decoded = new JsonMapper()
                .readTree(admin.decodeAuthorizationMessage(request -> request.encodedMessage(message))
                        .decodedMessage());
        String id = carol.getCallerIdentity().userId();
        assertThat(decoded).isEqualTo(new JsonMapper().readTree("""
                {"allowed": false, "explicitDeny": true,
                 "matchedStatements": {"items": [{"statementId": "NotThat", "effect": "DENY"}]},
                 "failures": {"items": []},
                 "context": {
                   "principal": {"id": "%s", "arn": "arn:aws:iam::123456789012:user/carol"},
                   "action": "s3:DeleteObject", "resource": "arn:aws:s3:::b/k",
                   "conditions": {"items": [
                     {"key": "aws:SourceIp", "values": {"items": [{"value": "1.2.3.4"}]}},
                     {"key": "aws:TagKeys", "values": {"items": [{"value": "a"}]}}]}}}""".formatted(id)));
        assertRefused(
                () -> carol.decodeAuthorizationMessage(request -> request.encodedMessage(message)),
                403,
                "AccessDenied",
                "User: " + CAROL + " is not authorized to perform: sts:DecodeAuthorizationMessage");
    }

    @Test
    void what_is_allowed_and_what_nobody_asked_has_no_message() {
        JsonNode allowed = fixture.control(
                "POST",
                "/_understudy/authorize",
                "{\"principal\": \"" + ADMIN + "\", \"action\": \"sts:GetAccessKeyInfo\"}");
        assertThat(allowed.has("encodedMessage")).isFalse();
        JsonNode nobody = fixture.control(
                "POST", "/_understudy/authorize", "{\"policies\": [], \"action\": \"sts:GetAccessKeyInfo\"}");
        assertThat(nobody.path("decision").asString()).isEqualTo("implicitDeny");
        assertThat(nobody.has("encodedMessage")).isFalse();
    }

    /** The message holds what there is room for; the SDK's own limit is AWS's. */
    @Test
    void the_longest_question_still_makes_a_message() {
        StringBuilder context = new StringBuilder("{\"first\": \"1\"");
        for (int i = 0; i < 100; i++) {
            context.append(", \"zkey")
                    .append(i)
                    .append("\": \"")
                    .append("\\u00e4".repeat(100))
                    .append('"');
        }
        String message = encodedMessage(
                "s3:" + "\\u0001".repeat(4_000), context.append('}').toString());
        assertThat(message.length()).isBetween(9_000, 10_240);
        JsonNode decoded = new JsonMapper()
                .readTree(admin.decodeAuthorizationMessage(request -> request.encodedMessage(message))
                        .decodedMessage());
        assertThat(decoded.at("/context/conditions/items/0/key").asString()).isEqualTo("first");
        assertThat(decoded.at("/context/action").asString()).hasSize(400).endsWith("…");
        assertThat(decoded.path("explicitDeny").asBoolean()).isFalse();
    }

    @Test
    void a_message_of_10241_characters_is_too_long() {
        assertInvalidMessage("a".repeat(10_240));
        assertRefused(
                () -> admin.decodeAuthorizationMessage(request -> request.encodedMessage("a".repeat(10_241))),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'encodedMessage' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 10240");
    }

    @Test
    void any_other_text_is_an_invalid_message() {
        String message = encodedMessage("s3:DeleteObject", "{}");
        Random random = new Random(20261125);
        for (int run = 0; run < 50; run++) {
            char[] damaged = message.toCharArray();
            // The last character holds bits that belong to no byte, so it is left alone.
            int at = random.nextInt(damaged.length - 1);
            damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
            assertInvalidMessage(new String(damaged));
        }
        for (String text : new String[] {"a", "%", message + "AAAA", message.substring(4), "\u00e4", "a b"}) {
            assertInvalidMessage(text);
        }
    }

    /** Whether AWS opens messages about other accounts is not known. */
    @Test
    void a_message_is_for_its_own_account() {
        String message = encodedMessage("s3:DeleteObject", "{}");
        assertInvalidMessage(reader, message);
        assertThat(admin.decodeAuthorizationMessage(request -> request.encodedMessage(message))
                        .decodedMessage())
                .isNotEmpty();
    }

    private void assertInvalidMessage(String message) {
        assertInvalidMessage(admin, message);
    }

    private static void assertInvalidMessage(StsClient caller, String message) {
        assertRefused(
                () -> caller.decodeAuthorizationMessage(request -> request.encodedMessage(message)),
                400,
                "InvalidAuthorizationMessageException",
                INVALID_MESSAGE);
    }
}
