package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.understudy.support.Fixture;
import dev.understudy.support.Totps;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.ProvidedContext;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;
import tools.jackson.databind.JsonNode;

/** AssumeRole with the AWS SDK, over the socket. */
class AssumeRoleTest {
    private static final String ARN = "arn:aws:iam::123456789012:role/";
    private static final String ALICE = "arn:aws:iam::123456789012:user/people/alice";
    private static final String ALL = "[\"sts:AssumeRole\", \"sts:TagSession\", \"sts:SetSourceIdentity\"]";
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/alice";

    private static final String CONFIGURATION = """
            roles:
              - RoleName: Open
                Path: /app/
                MaxSessionDuration: 7200
                Tags: [{ Key: team, Value: mobile }]
                AssumeRolePolicyDocument: %1$s
                Policies: [{ PolicyName: own, PolicyDocument: %7$s }]
              - RoleName: Second
                MaxSessionDuration: 43200
                AssumeRolePolicyDocument: %1$s
                Policies: [{ PolicyName: own, PolicyDocument: %7$s }]
              - RoleName: Plain
                AssumeRolePolicyDocument: %2$s
              - RoleName: External
                AssumeRolePolicyDocument: %3$s
              - RoleName: Conditioned
                AssumeRolePolicyDocument: %4$s
              - RoleName: Mfa
                AssumeRolePolicyDocument: %5$s
            users:
              - UserName: alice
                Path: /people/
                Tags: [{ Key: team, Value: mobile }]
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE1, SecretAccessKey: s }]
                mfaDevices: [{ SerialNumber: "arn:aws:iam::123456789012:mfa/alice", Base32StringSeed: %6$s }]
            rootUsers:
              - accessKeys: [{ AccessKeyId: AKIAROOTROOTROOTROOT, SecretAccessKey: s }]
            """.formatted(
                    trust(ALL, ""),
                    trust("\"sts:AssumeRole\"", ""),
                    trust(ALL, ", Condition: { StringEquals: { 'sts:ExternalId': 'a-secret' } }"),
                    trust(
                            ALL,
                            ", Condition: { StringEquals: { 'sts:RoleSessionName': '${aws:username}', 'sts:SourceIdentity': al,"
                                    + " 'aws:RequestTag/stage': test, 'aws:ResourceAccount': '123456789012' },"
                                    + " ArnEquals: { 'aws:PrincipalArn': '" + ALICE + "' },"
                                    + " 'ForAllValues:StringEquals': { 'aws:TagKeys': [stage],"
                                    + " 'sts:TransitiveTagKeys': [stage] } }"),
                    trust(
                            ALL,
                            ", Condition: { Bool: { 'aws:MultiFactorAuthPresent': true },"
                                    + " NumericLessThan: { 'aws:MultiFactorAuthAge': 60 } }"),
                    Totps.SEED,
                    """
            { Version: 2012-10-17, Statement: [{ Effect: Allow, Action: "sts:*", Resource: "*" },
                { Effect: Allow, Action: "s3:*", Resource: ["arn:aws:s3:::Keep/${aws:PrincipalTag/Keep}",
                    "arn:aws:s3:::drop/${aws:PrincipalTag/drop}"] }] }""".replace("\n", ""));

    private Fixture fixture;
    private StsClient alice;

    private static String trust(String actions, String condition) {
        return ("{ Version: 2012-10-17, Statement: { Effect: Allow, Principal: { AWS: '123456789012' }, Action: %s%s }"
                        + " }")
                .formatted(actions, condition)
                .replace("'123456789012' }, Action", "['" + ALICE + "', 'arn:aws:iam::123456789012:root'] }, Action");
    }

    @BeforeEach
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE1", "s"));
    }

    @AfterEach
    void stop() {
        alice.close();
        fixture.close();
    }

    private static AssumeRoleResponse assume(StsClient sts, String role, Consumer<AssumeRoleRequest.Builder> more) {
        return sts.assumeRole(
                request -> request.roleArn(ARN + role).roleSessionName("alice").applyMutation(more));
    }

    private AssumeRoleResponse chain(AssumeRoleResponse session, String role) {
        return chain(session, role, request -> {});
    }

    private AssumeRoleResponse chain(
            AssumeRoleResponse session, String role, Consumer<AssumeRoleRequest.Builder> more) {
        try (StsClient sts = fixture.sts(session.credentials())) {
            return assume(sts, role, more);
        }
    }

    private static AssumeRoleResponse assume(StsClient sts, String role) {
        return assume(sts, role, request -> {});
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String denial(String arn, String action, String role) {
        return "User: " + arn + " is not authorized to perform: sts:" + action + " on resource: " + ARN + role;
    }

    private static Optional<Integer> packedPolicySize(AssumeRoleResponse answer) {
        return answer.getValueForField("PackedPolicySize", Integer.class);
    }

    @Test
    void a_user_assumes_a_role() {
        AssumeRoleResponse answer = assume(alice, "app/Open");
        Credentials credentials = answer.credentials();
        assertThat(credentials.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(Duration.between(fixture.clock.instant(), credentials.expiration()))
                .isBetween(Duration.ofSeconds(3599), Duration.ofSeconds(3600));
        assertThat(answer.assumedRoleUser().arn())
                .as("the path is dropped")
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/Open/alice");
        assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:alice");
        assertThat(packedPolicySize(answer))
                .as("recorded: absent without policies and tags")
                .isEmpty();
        assertThat(answer.sourceIdentity()).isNull();
        try (StsClient session = fixture.sts(credentials)) {
            assertThat(session.getCallerIdentity().arn())
                    .isEqualTo(answer.assumedRoleUser().arn());
            assertThat(session.getCallerIdentity().userId())
                    .isEqualTo(answer.assumedRoleUser().assumedRoleId());
        }
    }

    @Test
    void tags_and_source_identity_are_answered() {
        AssumeRoleResponse session =
                assume(alice, "app/Open", request -> request.tags(tag("a", "b")).sourceIdentity("al"));
        assertThat(packedPolicySize(session)).contains(1);
        assertThat(session.sourceIdentity()).isEqualTo("al");
    }

    @Test
    void the_signature_comes_before_the_parameters() {
        HttpResponse<String> unsigned = fixture.post("Action=AssumeRole&Version=2011-06-15");
        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(unsigned.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void the_packaged_user_assumes_the_packaged_role() {
        try (Fixture packaged = Fixture.packaged();
                StsClient user =
                        packaged.sts(AwsBasicCredentials.create("AKIARZPUZDIKGB2VALC4", Fixture.USER_SECRET))) {
            assertThat(assume(user, "RoleForDevelopers").assumedRoleUser().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/RoleForDevelopers/alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Missing", "other/Open"})
    void a_role_that_is_not_there_is_denied_like_any_other(String role) {
        assertRefused(() -> assume(alice, role), 403, "AccessDenied", denial(ALICE, "AssumeRole", role));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-an-arn-but-long-enough",
                "arn:aws:iam::123456789012:user/people/alice",
                "arn:aws:iam::12345678901:role/RoleForServerExample"
            })
    void what_is_no_role_arn_is_invalid(String arn) {
        assertRefused(
                () -> alice.assumeRole(request -> request.roleArn(arn).roleSessionName("me")),
                400,
                "ValidationError",
                arn + " is invalid");
    }

    @Test
    void root_users_assume_no_role() {
        try (StsClient root = fixture.sts(AwsBasicCredentials.create("AKIAROOTROOTROOTROOT", "s"))) {
            assertRefused(
                    () -> assume(root, "app/Open"), 403, "AccessDenied", "Roles may not be assumed by root accounts.");
        }
    }

    @Test
    void the_external_id_must_be_the_one_that_the_role_expects() {
        assertThat(assume(alice, "External", request -> request.externalId("a-secret"))
                        .credentials())
                .isNotNull();
        String denied = denial(ALICE, "AssumeRole", "External");
        assertRefused(
                () -> assume(alice, "External", request -> request.externalId("A-secret")),
                403,
                "AccessDenied",
                denied);
        assertRefused(() -> assume(alice, "External"), 403, "AccessDenied", denied);
    }

    @Test
    void the_trust_policy_sees_what_the_call_asks_for() {
        Consumer<AssumeRoleRequest.Builder> good = request ->
                request.sourceIdentity("al").tags(tag("stage", "test")).transitiveTagKeys("stage");
        assertThat(assume(alice, "Conditioned", good).credentials()).isNotNull();
        List<Consumer<AssumeRoleRequest.Builder>> bad = List.of(
                request -> request.roleSessionName("bob"),
                request -> request.sourceIdentity("bob"),
                request -> request.tags(tag("stage", "prod")),
                request -> request.tags(tag("stage", "test"), tag("more", "")),
                request -> request.tags((List<Tag>) null).transitiveTagKeys((List<String>) null));
        bad.forEach(change -> assertRefused(
                () -> assume(alice, "Conditioned", good.andThen(change)),
                403,
                "AccessDenied",
                denial(ALICE, "AssumeRole", "Conditioned")));
    }

    @Test
    void tags_and_source_identity_need_leave_of_their_own() {
        assertThat(assume(alice, "Plain").credentials()).isNotNull();
        assertRefused(
                () -> assume(alice, "Plain", request -> request.tags(tag("a", "b"))),
                403,
                "AccessDenied",
                denial(ALICE, "TagSession", "Plain"));
        assertRefused(
                () -> assume(alice, "Plain", request -> request.sourceIdentity("al")),
                403,
                "AccessDenied",
                denial(ALICE, "SetSourceIdentity", "Plain"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    key, Key | ''    | Duplicate tag keys found. Please note that Tag keys are case insensitive.
                    key, key | ''    | Duplicate tag keys found. Please note that Tag keys are case insensitive.
                    key      | other | The specified transitive tag key must be included in the requested tags.
                    aws:key  | ''    | The tag key aws:key begins with aws:, which is reserved.
                    """)
    void tags_must_agree_with_each_other(String keys, String transitive, String message) {
        List<Tag> tags =
                List.of(keys.split(", ")).stream().map(key -> tag(key, "v")).toList();
        assertRefused(
                () -> assume(
                        alice,
                        "app/Open",
                        request -> request.tags(tags)
                                .transitiveTagKeys(transitive.isEmpty() ? List.of() : List.of(transitive))),
                400,
                "InvalidParameterValue",
                message);
    }

    @Test
    void transitive_keys_match_in_either_case() {
        assertThat(assume(
                                alice,
                                "app/Open",
                                request -> request.tags(tag("Key", "v")).transitiveTagKeys("kEY"))
                        .credentials())
                .isNotNull();
    }

    @Test
    void transitive_tags_pass_on_and_stay_as_they_are() {
        AssumeRoleResponse first = assume(
                alice,
                "app/Open",
                request -> request.tags(tag("Keep", "1"), tag("drop", "2")).transitiveTagKeys("keep"));
        AssumeRoleResponse second = chain(first, "Second", request -> request.tags(tag("drop", "3")));
        assertThat(tagOf(second, "Keep", "1")).isEqualTo("allowed");
        assertThat(tagOf(second, "drop", "3")).isEqualTo("allowed");
        for (String key : List.of("Keep", "KEEP")) {
            assertRefused(
                    () -> chain(first, "Second", request -> request.tags(tag(key, "4"))),
                    400,
                    "InvalidParameterValue",
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag"
                            + " key from the calling session.");
        }
        assertRefused(
                () -> chain(first, "Plain"),
                403,
                "AccessDenied",
                denial("arn:aws:sts::123456789012:assumed-role/Open/alice", "TagSession", "Plain"));
        AssumeRoleResponse third = chain(second, "app/Open");
        assertThat(tagOf(third, "Keep", "1")).as("transitive again").isEqualTo("allowed");
        assertThat(tagOf(third, "drop", "3")).as("not transitive").isEqualTo("implicitDeny");
    }

    /** Whether the session has the tag, by what the policies of Open and Second make of it. */
    private String tagOf(AssumeRoleResponse session, String key, String value) {
        Credentials credentials = session.credentials();
        return fixture.control("POST", "/_understudy/authorize", """
                        {"credentials": {"accessKeyId": "%s", "sessionToken": "%s"}, "action": "s3:GetObject",
                         "resource": "arn:aws:s3:::%s/%s"}""".formatted(
                                credentials.accessKeyId(), credentials.sessionToken(), key, value))
                .path("decision")
                .asString();
    }

    @Test
    void a_source_identity_stays_and_cannot_be_changed() {
        AssumeRoleResponse first = assume(alice, "app/Open", request -> request.sourceIdentity("al"));
        assertThat(chain(first, "Second").sourceIdentity()).isEqualTo("al");
        assertThat(chain(first, "Second", request -> request.sourceIdentity("al"))
                        .sourceIdentity())
                .isEqualTo("al");
        String session = "arn:aws:sts::123456789012:assumed-role/Open/alice";
        assertRefused(
                () -> chain(first, "Second", request -> request.sourceIdentity("bo")),
                403,
                "AccessDenied",
                denial(session, "SetSourceIdentity", "Second"));
        assertRefused(() -> chain(first, "Plain"), 403, "AccessDenied", denial(session, "SetSourceIdentity", "Plain"));
    }

    @Test
    void the_longest_session_is_the_roles_and_an_hour_in_a_chain() {
        assertThat(assume(alice, "app/Open", request -> request.durationSeconds(7200))
                        .credentials())
                .isNotNull();
        assertRefused(
                () -> assume(alice, "app/Open", request -> request.durationSeconds(7201)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        AssumeRoleResponse session = assume(alice, "app/Open");
        assertThat(chain(session, "Second", request -> request.durationSeconds(3600))
                        .credentials())
                .isNotNull();
        assertRefused(
                () -> chain(session, "Second", request -> request.durationSeconds(3601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        assertRefused(
                () -> chain(session, "app/Open", request -> request.durationSeconds(7201)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    @Test
    void a_session_expires_by_itself_and_when_its_role_is_expired() {
        AssumeRoleResponse session = assume(alice, "app/Open");
        fixture.control("POST", "/_understudy/sessions/expire", "{\"roleArn\": \"" + ARN + "app/Open\"}");
        assertRefused(
                () -> chain(session, "Second"),
                403,
                "ExpiredToken",
                "The security token included in the request is expired");
    }

    @Test
    void session_policies_must_be_well_formed_and_fit() {
        assertThat(catchThrowable(() -> assume(alice, "app/Open", request -> request.policy("{}"))))
                .isInstanceOf(MalformedPolicyDocumentException.class);
        String statement = "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";
        String fits = policy(statement, 3200);
        assertThat(packedPolicySize(assume(alice, "app/Open", request -> request.policy(fits))))
                .contains(100);
        assertThat(catchThrowable(() -> assume(alice, "app/Open", request -> request.policy(policy(statement, 3201)))))
                .isInstanceOf(PackedPolicyTooLargeException.class)
                .hasMessageContaining("Packed policy consumes 101% of allotted space, please use smaller policy.");
    }

    private static String policy(String statement, int length) {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]";
        return policy + " ".repeat(length - policy.length() - 1) + "}";
    }

    @Test
    void a_code_of_the_users_mfa_device_is_good_once() {
        assertRefused(() -> assume(alice, "Mfa"), 403, "AccessDenied", denial(ALICE, "AssumeRole", "Mfa"));
        String code = Totps.code(fixture.clock.instant());
        Consumer<AssumeRoleRequest.Builder> mfa =
                request -> request.serialNumber(DEVICE).tokenCode(code);
        assertThat(assume(alice, "Mfa", mfa).credentials()).isNotNull();
        assertRefused(
                () -> assume(alice, "Mfa", mfa),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    @ParameterizedTest
    @CsvSource({"-60, no", "-30, yes", "0, yes", "30, yes", "60, no"})
    void a_code_is_good_for_a_step_before_and_after(long offset, String good) {
        String code = Totps.code(fixture.clock.instant().plusSeconds(offset));
        Consumer<AssumeRoleRequest.Builder> mfa =
                request -> request.serialNumber(DEVICE).tokenCode(code);
        if (good.equals("yes")) {
            assertThat(assume(alice, "Mfa", mfa).credentials()).isNotNull();
        } else {
            assertRefused(
                    () -> assume(alice, "Mfa", mfa),
                    403,
                    "AccessDenied",
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
    }

    @Test
    void the_device_must_be_the_callers() {
        String message = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial"
                + " number is valid and associated with this user.";
        String code = Totps.code(fixture.clock.instant());
        assertRefused(
                () -> assume(
                        alice,
                        "Mfa",
                        request -> request.serialNumber(DEVICE + "2").tokenCode(code)),
                403,
                "AccessDenied",
                message);
        assertRefused(
                () -> assume(alice, "Mfa", request -> request.serialNumber(DEVICE)), 403, "AccessDenied", message);
        assertRefused(() -> assume(alice, "Mfa", request -> request.tokenCode(code)), 403, "AccessDenied", message);
        AssumeRoleResponse session = assume(alice, "app/Open");
        assertRefused(
                () -> chain(
                        session, "Mfa", request -> request.serialNumber(DEVICE).tokenCode(code)),
                403,
                "AccessDenied",
                message);
    }

    @Test
    void a_provided_context_is_refused() {
        assertRefused(
                () -> assume(
                        alice,
                        "app/Open",
                        request -> request.providedContexts(ProvidedContext.builder()
                                .providerArn("arn:aws:iam::aws:contextProvider/IdentityCenter")
                                .contextAssertion("assertion")
                                .build())),
                400,
                "InvalidContextAssertion",
                "The context assertion provided does not match a trusted context provider.");
    }

    /** What an identity provider's token says of a user goes on through role chaining. */
    @Test
    void a_web_identity_hands_on_its_transitive_tags_and_source_identity() {
        String yaml = Fixture.inlineRole("Mine").replace("Action: sts:AssumeRoleWithWebIdentity", """
                Action: [sts:AssumeRoleWithWebIdentity, sts:TagSession, sts:SetSourceIdentity]""") + """
                  - RoleName: Next
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { AWS: "arn:aws:iam::123456789012:role/Mine" }
                        Action: [sts:AssumeRole, sts:TagSession, sts:SetSourceIdentity]
                        Condition: { StringEquals: { "sts:SourceIdentity": al, "aws:PrincipalTag/team": blue } }
                """;
        try (Fixture federation = Fixture.of(yaml);
                StsClient anonymous = federation.sts()) {
            String token = federation.token("""
                    {"claims": {"https://aws.amazon.com/source_identity": "al", "https://aws.amazon.com/tags":
                     {"principal_tags": {"team": ["blue"]}, "transitive_tag_keys": ["team"]}}}""");
            Credentials session = anonymous
                    .assumeRoleWithWebIdentity(request ->
                            request.roleArn(ARN + "Mine").roleSessionName("me").webIdentityToken(token))
                    .credentials();
            try (StsClient sts = federation.sts(session)) {
                assertThat(assume(sts, "Next").sourceIdentity()).isEqualTo("al");
                assertRefused(
                        () -> assume(sts, "Next", request -> request.tags(tag("Team", "red"))),
                        400,
                        "InvalidParameterValue",
                        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag"
                                + " key from the calling session.");
            }
        }
    }

    @Test
    void why_it_was_denied_can_be_asked() {
        Throwable failure = catchThrowable(() -> assume(alice, "External", request -> request.externalId("another")));
        assertThat(failure).isInstanceOfSatisfying(StsException.class, refusal -> {
            JsonNode decision = fixture.control("GET", "/_understudy/decisions/" + refusal.requestId(), "");
            assertThat(decision.path("summary").asString()).contains("sts:ExternalId", "a-secret", "another");
            assertThat(decision.path("action").asString()).isEqualTo("AssumeRole");
        });
    }

    @Test
    void a_code_is_in_no_event_and_no_decision() {
        String code = Totps.code(fixture.clock.instant().plusSeconds(3600));
        assertRefused(
                () -> assume(
                        alice, "Mfa", request -> request.serialNumber(DEVICE).tokenCode(code)),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        JsonNode events = fixture.control("GET", "/_understudy/events", "");
        assertThat(events.toString()).contains("AssumeRole", DEVICE).doesNotContain(code, Totps.SEED);
    }
}
