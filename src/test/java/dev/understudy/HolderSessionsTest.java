package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.Totps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.Tag;
import tools.jackson.databind.JsonNode;

/** Sessions that users and root users ask for with their own keys. */
class HolderSessionsTest {
    private static final String READ = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}""";
    private static final String ALICE = "arn:aws:iam::123456789012:user/alice";
    private static final String BOB = "arn:aws:sts::123456789012:federated-user/bob";
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/alice";

    private static final String CONFIGURATION = """
            roles:
              - RoleName: Open
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Principal: { AWS: "*" }, Action: "sts:AssumeRole" }
              - RoleName: Mfa
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    Effect: Allow
                    Principal: { AWS: "*" }
                    Action: "sts:AssumeRole"
                    Condition: { NumericLessThan: { "aws:MultiFactorAuthAge": 300 } }
            users:
              - UserName: alice
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - { Effect: Allow, Action: ["s3:*", "sts:GetAccessKeyInfo"], Resource: "*" }
                        - { Effect: Allow, Action: "sts:GetFederationToken", Resource: "arn:aws:sts::123456789012:federated-user/b*" }
                        - { Effect: Allow, Action: "sts:TagSession", Resource: "*", Condition: { StringEquals: { "aws:RequestTag/team": blue } } }
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE1, SecretAccessKey: s }]
                mfaDevices: [{ SerialNumber: "arn:aws:iam::123456789012:mfa/alice", Base32StringSeed: %s }]
            rootUsers:
              - accessKeys: [{ AccessKeyId: AKIAROOTROOTROOTROOT, SecretAccessKey: s }]
                mfaDevices: [{ SerialNumber: "arn:aws:iam::123456789012:mfa/root", Base32StringSeed: %s }]
            """.formatted(Totps.SEED, Totps.SEED);

    private Fixture fixture;
    private StsClient alice;
    private StsClient root;

    @BeforeEach
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE1", "s"));
        root = fixture.sts(AwsBasicCredentials.create("AKIAROOTROOTROOTROOT", "s"));
    }

    @AfterEach
    void stop() {
        alice.close();
        root.close();
        fixture.close();
    }

    private Credentials mfaSession() {
        return alice.getSessionToken(
                        request -> request.serialNumber(DEVICE).tokenCode(Totps.code(fixture.clock.instant())))
                .credentials();
    }

    private GetCallerIdentityResponse identity(Credentials credentials) {
        try (StsClient sts = fixture.sts(credentials)) {
            return sts.getCallerIdentity();
        }
    }

    private long seconds(Credentials credentials) {
        return Math.round(Duration.between(fixture.clock.instant(), credentials.expiration())
                        .toMillis()
                / 1000.0);
    }

    private JsonNode authorize(Credentials credentials, String action, String resource) {
        return fixture.control("POST", "/_understudy/authorize", """
                {"credentials": {"accessKeyId": "%s", "sessionToken": "%s"}, "action": "%s", "resource": "%s"}
                """.formatted(
                        credentials.accessKeyId(), credentials.sessionToken(), action, resource));
    }

    private String decision(Credentials credentials, String action) {
        return authorize(credentials, action, "arn:aws:s3:::b/k")
                .path("decision")
                .asString();
    }

    @Test
    void a_session_of_a_user_is_the_user() {
        Credentials session = alice.getSessionToken().credentials();
        assertThat(seconds(session)).isBetween(43_199L, 43_200L);
        assertThat(identity(session).arn()).isEqualTo(ALICE);
        assertThat(identity(session).userId())
                .isEqualTo(alice.getCallerIdentity().userId());
        assertThat(decision(session, "s3:PutObject")).isEqualTo("allowed");
    }

    @Test
    void a_session_of_a_root_user_is_the_root_user_for_an_hour() {
        assertThat(root.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(root.getCallerIdentity().userId()).isEqualTo("123456789012");
        Credentials session =
                root.getSessionToken(request -> request.durationSeconds(7200)).credentials();
        assertThat(seconds(session)).isBetween(3_599L, 3_600L);
        assertThat(seconds(root.getSessionToken().credentials())).isBetween(3_599L, 3_600L);
        assertThat(seconds(root.getSessionToken(request -> request.durationSeconds(900))
                        .credentials()))
                .isBetween(899L, 900L);
        assertThat(identity(session).arn()).isEqualTo("arn:aws:iam::123456789012:root");
        assertThat(identity(session).userId()).isEqualTo("123456789012");
        assertThat(decision(session, "ec2:RunInstances")).isEqualTo("allowed");
    }

    @ParameterizedTest
    @CsvSource({"900, ''", "129600, ''", "899, greater than or equal to 900", "129601, less than or equal to 129600"})
    void a_session_lasts_from_fifteen_minutes_to_thirty_six_hours(int duration, String refused) {
        if (refused.isEmpty()) {
            assertThat(seconds(alice.getSessionToken(request -> request.durationSeconds(duration))
                            .credentials()))
                    .isBetween(duration - 1L, (long) duration);
            assertThat(seconds(alice.getFederationToken(
                                    request -> request.name("bob").durationSeconds(duration))
                            .credentials()))
                    .isBetween(duration - 1L, (long) duration);
            return;
        }
        String message = "1 validation error detected: Value '" + duration
                + "' at 'durationSeconds' failed to satisfy constraint: Member must have value " + refused;
        assertRefused(
                () -> alice.getSessionToken(request -> request.durationSeconds(duration)),
                400,
                "ValidationError",
                message);
        assertRefused(
                () -> alice.getFederationToken(request -> request.name("bob").durationSeconds(duration)),
                400,
                "ValidationError",
                message);
    }

    @Test
    void session_credentials_get_no_further_session() {
        Credentials bob =
                alice.getFederationToken(request -> request.name("bob")).credentials();
        for (Credentials session : List.of(mfaSession(), bob, assume("Open"))) {
            try (StsClient sts = fixture.sts(session)) {
                assertRefused(
                        sts::getSessionToken,
                        403,
                        "AccessDenied",
                        "Cannot call GetSessionToken with session credentials");
                assertRefused(
                        () -> sts.getFederationToken(request -> request.name("bob")),
                        403,
                        "AccessDenied",
                        "Cannot call GetFederationToken with session credentials");
            }
        }
    }

    private Credentials assume(String role) {
        return alice.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/" + role)
                        .roleSessionName("me"))
                .credentials();
    }

    @Test
    void a_session_without_mfa_may_assume_a_role_and_no_more() {
        try (StsClient session = fixture.sts(alice.getSessionToken().credentials())) {
            assertThat(session.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/Open")
                                    .roleSessionName("me"))
                            .credentials())
                    .isNotNull();
            assertRefused(
                    () -> session.getAccessKeyInfo(request -> request.accessKeyId("AKIAALICEALICEALICE1")),
                    403,
                    "AccessDenied",
                    "User: " + ALICE + " is not authorized to perform: sts:GetAccessKeyInfo");
        }
        try (StsClient session = fixture.sts(mfaSession())) {
            assertThat(session.getAccessKeyInfo(request -> request.accessKeyId("AKIAALICEALICEALICE1"))
                            .account())
                    .isEqualTo("123456789012");
        }
    }

    /** The boundary: the role lets in whose code was given less than 300 seconds ago. */
    @Test
    void a_session_remembers_its_mfa_and_when_it_was() {
        try (StsClient session = fixture.sts(mfaSession());
                StsClient without = fixture.sts(alice.getSessionToken().credentials())) {
            fixture.clock.advance(Duration.ofSeconds(299));
            assertThat(session.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/Mfa")
                                    .roleSessionName("me"))
                            .credentials())
                    .isNotNull();
            String denied = "User: " + ALICE
                    + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/Mfa";
            assertRefused(
                    () -> without.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/Mfa")
                            .roleSessionName("me")),
                    403,
                    "AccessDenied",
                    denied);
            fixture.clock.advance(Duration.ofSeconds(1));
            assertRefused(
                    () -> session.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/Mfa")
                            .roleSessionName("me")),
                    403,
                    "AccessDenied",
                    denied);
        }
    }

    @Test
    void root_users_have_mfa_devices_too_and_none_of_anybody_else() {
        String code = Totps.code(fixture.clock.instant());
        assertRefused(
                () -> root.getSessionToken(
                        request -> request.serialNumber(DEVICE).tokenCode(code)),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is"
                        + " valid and associated with this user.");
        assertThat(root.getSessionToken(request -> request.serialNumber("arn:aws:iam::123456789012:mfa/root")
                                .tokenCode(code))
                        .credentials())
                .isNotNull();
        assertThat(alice.getSessionToken(request -> request.serialNumber(DEVICE).tokenCode(code))
                        .credentials())
                .as("a code is used up for its own device alone")
                .isNotNull();
    }

    /** A test may take the time back. */
    @Test
    void a_code_is_good_once_wherever_the_clock_was_meanwhile() {
        Duration hours = Duration.ofHours(3);
        fixture.clock.advance(Duration.ofMinutes(10));
        String code = Totps.code(fixture.clock.instant());
        alice.getSessionToken(request -> request.serialNumber(DEVICE).tokenCode(code));
        understudyClock(hours);
        String later = Totps.code(fixture.understudy.clock().instant());
        alice.getSessionToken(request -> request.serialNumber(DEVICE).tokenCode(later));
        understudyClock(hours.negated());
        assertRefused(
                () -> alice.getSessionToken(
                        request -> request.serialNumber(DEVICE).tokenCode(code)),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    /** That which decides, and not that of the clients, who sign with their own. */
    private void understudyClock(Duration by) {
        Instant now = fixture.understudy.clock().instant().plus(by);
        fixture.control("PUT", "/_understudy/clock", "{\"now\": \"" + now + "\"}");
    }

    @Test
    void a_reset_forgets_which_codes_were_used() {
        String code = Totps.code(fixture.clock.instant());
        alice.getSessionToken(request -> request.serialNumber(DEVICE).tokenCode(code));
        fixture.control("POST", "/_understudy/reset", "{}");
        assertThat(alice.getSessionToken(request -> request.serialNumber(DEVICE).tokenCode(code))
                        .credentials())
                .isNotNull();
    }

    @Test
    void a_federated_user_may_do_what_both_policies_allow() {
        GetFederationTokenResponse answer = alice.getFederationToken(
                request -> request.name("bob").policy(READ).tags(tag("team", "blue")));
        assertThat(answer.federatedUser().arn()).isEqualTo(BOB);
        assertThat(answer.federatedUser().federatedUserId()).isEqualTo("123456789012:bob");
        assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).contains(4);
        Credentials session = answer.credentials();
        assertThat(seconds(session)).isBetween(43_199L, 43_200L);
        assertThat(identity(session).arn()).isEqualTo(BOB);
        assertThat(identity(session).userId()).isEqualTo("123456789012:bob");
        assertThat(identity(session).account()).isEqualTo("123456789012");
        assertThat(decision(session, "s3:GetObject")).isEqualTo("allowed");
        assertThat(decision(session, "s3:PutObject"))
                .as("no session policy allows it")
                .isEqualTo("implicitDeny");
    }

    @Test
    void a_session_policy_gives_nothing_that_the_user_has_not() {
        String everything = READ.replace("s3:GetObject", "*");
        Credentials session = alice.getFederationToken(
                        request -> request.name("bob").policy(everything))
                .credentials();
        assertThat(decision(session, "s3:PutObject")).isEqualTo("allowed");
        assertThat(decision(session, "ec2:RunInstances")).isEqualTo("implicitDeny");
        Credentials ofRoot = root.getFederationToken(
                        request -> request.name("bob").policy(everything))
                .credentials();
        assertThat(decision(ofRoot, "ec2:RunInstances")).isEqualTo("allowed");
        assertThat(seconds(ofRoot)).isBetween(3_599L, 3_600L);
    }

    @Test
    void without_a_session_policy_a_federated_user_may_do_nothing() {
        GetFederationTokenResponse answer = alice.getFederationToken(request -> request.name("bob"));
        assertThat(answer.getValueForField("PackedPolicySize", Integer.class)).contains(0);
        assertThat(decision(answer.credentials(), "s3:GetObject")).isEqualTo("implicitDeny");
    }

    @Test
    void a_federated_user_may_call_nothing_of_sts_but_get_caller_identity() {
        Credentials session = root.getFederationToken(
                        request -> request.name("bob").policy(READ.replace("s3:GetObject", "*")))
                .credentials();
        try (StsClient bob = fixture.sts(session)) {
            assertRefused(
                    () -> bob.assumeRole(request -> request.roleArn("arn:aws:iam::123456789012:role/Open")
                            .roleSessionName("me")),
                    403,
                    "AccessDenied",
                    "User: " + BOB
                            + " is not authorized to perform: sts:AssumeRole on resource:"
                            + " arn:aws:iam::123456789012:role/Open");
            assertRefused(
                    () -> bob.getAccessKeyInfo(request -> request.accessKeyId("AKIAALICEALICEALICE1")),
                    403,
                    "AccessDenied",
                    "User: " + BOB + " is not authorized to perform: sts:GetAccessKeyInfo");
        }
    }

    @Test
    void a_federation_token_and_its_tags_need_leave() {
        assertRefused(
                () -> alice.getFederationToken(request -> request.name("carol")),
                403,
                "AccessDenied",
                "User: " + ALICE + " is not authorized to perform: sts:GetFederationToken on resource:"
                        + " arn:aws:sts::123456789012:federated-user/carol");
        assertRefused(
                () -> alice.getFederationToken(request -> request.name("bob").tags(tag("team", "red"))),
                403,
                "AccessDenied",
                "User: " + ALICE + " is not authorized to perform: sts:TagSession on resource: " + BOB);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    b  | Member must have length greater than or equal to 2
                    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb | Member must have length less than or equal to 32
                    b/ | Member must satisfy regular expression pattern: [\\w+=,.@-]*
                    """)
    void the_name_has_its_limits(String name, String constraint) {
        assertRefused(
                () -> alice.getFederationToken(request -> request.name(name)),
                400,
                "ValidationError",
                "1 validation error detected: Value '" + name + "' at 'name' failed to satisfy constraint: "
                        + constraint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bb", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "b_+=,.@-"})
    void a_name_at_its_limits_is_taken(String name) {
        assertThat(alice.getFederationToken(request -> request.name(name))
                        .federatedUser()
                        .arn())
                .endsWith("/" + name);
    }

    @Test
    void sessions_of_users_expire_by_call_and_by_time() {
        Credentials one = alice.getSessionToken().credentials();
        Credentials bob =
                alice.getFederationToken(request -> request.name("bob")).credentials();
        Credentials ofRoot = root.getSessionToken().credentials();
        fixture.control("POST", "/_understudy/sessions/expire", "{\"accessKeyId\": \"" + one.accessKeyId() + "\"}");
        assertExpired(one);
        assertThat(identity(bob).arn()).isEqualTo(BOB);
        fixture.clock.advance(Duration.between(fixture.clock.instant(), ofRoot.expiration()));
        assertExpired(ofRoot);
        fixture.control("POST", "/_understudy/sessions/expire", "{\"all\": true}");
        assertExpired(bob);
    }

    private void assertExpired(Credentials credentials) {
        assertRefused(
                () -> identity(credentials),
                403,
                "ExpiredToken",
                "The security token included in the request is expired");
    }

    @Test
    void a_session_of_a_user_dies_with_the_user() {
        String key = "sealingKey: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n";
        Credentials session;
        Credentials bob;
        try (Fixture before = Fixture.of(key + CONFIGURATION);
                StsClient sts = before.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE1", "s"))) {
            session = sts.getSessionToken().credentials();
            bob = sts.getFederationToken(request -> request.name("bob")).credentials();
        }
        try (Fixture after = Fixture.of(key + CONFIGURATION);
                StsClient sts = after.sts(bob)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo(BOB);
        }
        try (Fixture after = Fixture.of(key + CONFIGURATION.replace("UserName: alice", "UserName: another"))) {
            for (Credentials dead : List.of(session, bob)) {
                try (StsClient sts = after.sts(dead)) {
                    assertRefused(
                            sts::getCallerIdentity,
                            403,
                            "InvalidClientTokenId",
                            "The security token included in the request is invalid.");
                }
            }
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
