package clients;

import static clients.Scene.ACCOUNT;
import static clients.Scene.ALICE;
import static clients.Scene.AUDIT_TASK;
import static clients.Scene.CORP;
import static clients.Scene.CORP_ISSUER;
import static clients.Scene.EMPLOYEE;
import static clients.Scene.FIRST;
import static clients.Scene.KEY_ID;
import static clients.Scene.PARTNER;
import static clients.Scene.PARTNER_ACCOUNT;
import static clients.Scene.READS;
import static clients.Scene.SECOND;
import static clients.Scene.SECRET;
import static clients.Scene.SESSIONS;
import static clients.Scene.WEB;
import static clients.Scene.assertPackedPolicySize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidAuthorizationMessageException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** The AWS SDK for Java 2, which finds endpoint and region in its environment. */
@SuppressWarnings("deprecation") // PackedPolicySize is, but it is still answered.
class Sdk2Test {
    private static final List<String> CHAIN = List.of("aws.roleArn", "aws.webIdentityTokenFile", "aws.roleSessionName");

    private final StsClient alice = client(key(KEY_ID, SECRET));
    private final StsClient nobody = client(AnonymousCredentialsProvider.create());

    @AfterEach
    void close() {
        CHAIN.forEach(System::clearProperty);
        alice.close();
        nobody.close();
    }

    @Test
    void aUserIsWhoSheIs() {
        var identity = alice.getCallerIdentity();
        assertEquals(ALICE, identity.arn());
        assertEquals(ACCOUNT, identity.account());
        assertTrue(identity.userId().startsWith("AIDA"), identity.userId());
    }

    @Test
    void aWrongSecretAndAnUnknownKey() {
        assertRefused("SignatureDoesNotMatch", () -> arn(key(KEY_ID, SECRET + "S")));
        assertRefused("InvalidClientTokenId", () -> arn(key("AKIARZPUZDIKGB2VALC5", SECRET)));
    }

    @Test
    void theDefaultChainFindsTheTokenFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), Scene.aliceToken());
        System.setProperty("aws.roleArn", WEB);
        System.setProperty("aws.webIdentityTokenFile", file.toString());
        System.setProperty("aws.roleSessionName", "pod");
        try (var chain = DefaultCredentialsProvider.builder().build()) {
            assertEquals(SESSIONS + "Web/pod", arn(chain));
        }
    }

    @Test
    void aTokenIsExchangedAndEverythingIsAnswered() {
        var answer = web(Scene.token(
                ", \"subject\": \"alice\", \"claims\": {\"https://aws.amazon.com/source_identity\": \"alice\"}"));
        assertCredentials(answer.credentials(), 900);
        assertEquals(SESSIONS + "Web/site", answer.assumedRoleUser().arn());
        assertTrue(answer.assumedRoleUser().assumedRoleId().matches("AROA[A-Z2-7]{17}:site"));
        assertPackedPolicySize(answer.packedPolicySize());
        assertEquals("alice", answer.subjectFromWebIdentityToken());
        assertEquals("arn:aws:iam::123456789012:oidc-provider/idp.example.com", answer.provider());
        assertEquals("app", answer.audience());
        assertEquals("alice", answer.sourceIdentity());
        var identity = identity(session(answer.credentials()));
        assertEquals(answer.assumedRoleUser().arn(), identity.arn());
        assertEquals(answer.assumedRoleUser().assumedRoleId(), identity.userId());
    }

    @Test
    void aTokenThatIsNotGoodIsRefused() {
        assertThrowsExactly(InvalidIdentityTokenException.class, () -> web("garbage"));
        assertThrowsExactly(
                ExpiredTokenException.class, () -> web(Scene.token(", \"subject\": \"alice\", \"expiresIn\": -600")));
        assertRefused("AccessDenied", () -> web(Scene.token(", \"subject\": \"mallory\"")));
    }

    @Test
    void aRoleWithTagsAndASourceIdentity() {
        var answer = first(red().andThen(request -> request.durationSeconds(7200)));
        assertCredentials(answer.credentials(), 7200);
        assertEquals(SESSIONS + "First/one", answer.assumedRoleUser().arn());
        assertPackedPolicySize(answer.packedPolicySize());
        assertEquals("alice", answer.sourceIdentity());
        assertEquals(SESSIONS + "First/one", arn(session(answer.credentials())));
    }

    @Test
    void aRoleWithoutThem() {
        var answer = first(request -> {});
        assertNull(answer.packedPolicySize());
        assertNull(answer.sourceIdentity());
    }

    @Test
    void theNextRoleSeesTheTransitiveTag() {
        var answer = second(first(red()).credentials(), 3600);
        assertCredentials(answer.credentials(), 3600);
        assertEquals("alice", answer.sourceIdentity());
        assertEquals(SESSIONS + "Second/two", arn(session(answer.credentials())));
    }

    @Test
    void aTransitiveTagCannotBeReplaced() {
        try (StsClient session = client(session(first(red()).credentials()))) {
            assertRefused(
                    "InvalidParameterValue",
                    () -> session.assumeRole(request ->
                            request.roleArn(SECOND).roleSessionName("two").tags(tag("team", "red"))));
        }
    }

    @Test
    void theNextRoleIsRefusedWithoutTheTag() {
        var credentials = first(request -> {}).credentials();
        assertRefused("AccessDenied", () -> second(credentials, 3600));
    }

    @Test
    void aChainLastsAnHourAtMost() {
        var credentials = first(red()).credentials();
        assertRefused("ValidationError", () -> second(credentials, 3601));
    }

    @Test
    void aTagThatTheCallersPolicyDenies() {
        var refusal = assertRefused("AccessDenied", () -> first(request -> request.tags(tag("team", "forbidden"))));
        assertTrue(refusal.awsErrorDetails().errorMessage().contains("sts:TagSession"), refusal::getMessage);
    }

    @Test
    void aSessionPolicyLimitsTheSession() {
        var credentials = first(red().andThen(request -> request.policy(READS))).credentials();
        assertRefused("AccessDenied", () -> second(credentials, 3600));
    }

    @Test
    void aPartnerWantsTheExternalId() {
        assertRefused(
                "AccessDenied",
                () -> alice.assumeRole(request -> request.roleArn(PARTNER).roleSessionName("us")));
        var answer = alice.assumeRole(
                request -> request.roleArn(PARTNER).roleSessionName("us").externalId("agreed-42"));
        var identity = identity(session(answer.credentials()));
        assertEquals(PARTNER_ACCOUNT, identity.account());
        assertEquals("arn:aws:sts::210987654321:assumed-role/Partner/us", identity.arn());
    }

    @Test
    void aProviderOfCredentialsTakesTheRole() {
        try (var provider = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(alice)
                .refreshRequest(request -> request.roleArn(FIRST).roleSessionName("provider"))
                .build()) {
            assertEquals(SESSIONS + "First/provider", arn(provider));
        }
    }

    @Test
    void profilesTakeRoles() {
        assertEquals(SESSIONS + "First/profile", arn(profile("first")));
        assertEquals("arn:aws:sts::210987654321:assumed-role/Partner/profile", arn(profile("partner")));
        assertRefused("AccessDenied", () -> arn(profile("stranger")));
    }

    @Test
    void anAssertionIsExchangedAndEverythingIsAnswered() throws Exception {
        var answer = saml(Scene.assertion(EMPLOYEE, ", \"sourceIdentity\": \"alice\""));
        assertCredentials(answer.credentials(), 900);
        assertEquals(SESSIONS + "Employee/alice", answer.assumedRoleUser().arn());
        assertPackedPolicySize(answer.packedPolicySize());
        assertEquals("alice@corp.example", answer.subject());
        assertEquals("persistent", answer.subjectType());
        assertEquals(CORP_ISSUER, answer.issuer());
        assertEquals("https://signin.aws.amazon.com/saml", answer.audience());
        assertEquals(Scene.nameQualifier(), answer.nameQualifier());
        assertEquals("alice", answer.sourceIdentity());
        assertEquals(SESSIONS + "Employee/alice", arn(session(answer.credentials())));
    }

    @Test
    void anAssertionThatIsNotGoodIsRefused() {
        assertThrowsExactly(InvalidIdentityTokenException.class, () -> saml("Z2FyYmFnZQ=="));
        assertThrowsExactly(
                InvalidIdentityTokenException.class,
                () -> saml(Scene.assertion(EMPLOYEE, ", \"signature\": \"otherKey\"")));
        assertThrowsExactly(ExpiredTokenException.class, () -> saml(Scene.assertion(EMPLOYEE, ", \"expiresIn\": -60")));
        assertRefused("AccessDenied", () -> saml(Scene.assertion(FIRST, "")));
    }

    @Test
    void aSessionOfTheUserHerself() {
        var credentials =
                alice.getSessionToken(request -> request.durationSeconds(1800)).credentials();
        assertCredentials(credentials, 1800);
        assertEquals(ALICE, arn(session(credentials)));
        assertRefused("AccessDenied", () -> client(session(credentials)).getSessionToken());
    }

    @Test
    void aFederatedUser() {
        var answer = alice.getFederationToken(
                request -> request.name("bob").policy(READS).durationSeconds(3600));
        assertCredentials(answer.credentials(), 3600);
        assertEquals(
                "arn:aws:sts::123456789012:federated-user/bob",
                answer.federatedUser().arn());
        assertEquals("123456789012:bob", answer.federatedUser().federatedUserId());
        assertPackedPolicySize(answer.packedPolicySize());
        assertEquals(answer.federatedUser().arn(), arn(session(answer.credentials())));
        assertRefused("AccessDenied", () -> second(answer.credentials(), 3600));
    }

    @Test
    void anotherAccountsRootUser() {
        var answer = alice.assumeRoot(request -> request.targetPrincipal(PARTNER_ACCOUNT)
                .taskPolicyArn(task -> task.arn(AUDIT_TASK))
                .durationSeconds(600));
        assertCredentials(answer.credentials(), 600);
        assertEquals("arn:aws:iam::210987654321:root", arn(session(answer.credentials())));
        assertRefused(
                "AccessDenied",
                () -> alice.assumeRoot(
                        request -> request.targetPrincipal(ACCOUNT).taskPolicyArn(task -> task.arn(AUDIT_TASK))));
    }

    @Test
    void theAccountOfAKey() {
        assertEquals(
                ACCOUNT,
                alice.getAccessKeyInfo(request -> request.accessKeyId(KEY_ID)).account());
    }

    @Test
    void aMessageAboutADenialIsDecoded() {
        var decoded = alice.decodeAuthorizationMessage(request -> request.encodedMessage(Scene.encodedMessage()))
                .decodedMessage();
        assertTrue(decoded.contains("\"allowed\":false"), decoded);
        assertTrue(decoded.contains("\"arn\":\"" + FIRST + "\""), decoded);
        assertTrue(decoded.contains("\"action\":\"s3:GetObject\""), decoded);
        assertThrowsExactly(
                InvalidAuthorizationMessageException.class,
                () -> alice.decodeAuthorizationMessage(request -> request.encodedMessage("garbage")));
    }

    @Test
    void sessionPoliciesThatAreNotGood() {
        assertThrowsExactly(MalformedPolicyDocumentException.class, () -> first(request -> request.policy("not json")));
        assertThrowsExactly(
                PackedPolicyTooLargeException.class, () -> first(request -> request.policy(Scene.hugePolicy())));
    }

    @Test
    void aSessionThatWasExpired() {
        var ended = first(request -> {}).credentials();
        var other = first(request -> {}).credentials();
        assertEquals(SESSIONS + "First/one", arn(session(ended)));
        Scene.expire(ended.accessKeyId());
        assertRefused("ExpiredToken", () -> arn(session(ended)));
        assertEquals(SESSIONS + "First/one", arn(session(other)));
    }

    private static StsClient client(AwsCredentialsProvider credentials) {
        return StsClient.builder().credentialsProvider(credentials).build();
    }

    private static AwsCredentialsProvider key(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private static AwsCredentialsProvider session(Credentials credentials) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private static AwsCredentialsProvider profile(String name) {
        String text = """
                [profile alice]
                aws_access_key_id = %1$s
                aws_secret_access_key = %2$s
                [profile first]
                role_arn = %3$s
                source_profile = alice
                role_session_name = profile
                [profile partner]
                role_arn = %4$s
                source_profile = alice
                role_session_name = profile
                external_id = agreed-42
                [profile stranger]
                role_arn = %4$s
                source_profile = alice
                """.formatted(KEY_ID, SECRET, FIRST, PARTNER);
        ProfileFile file = ProfileFile.builder()
                .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .type(ProfileFile.Type.CONFIGURATION)
                .build();
        return ProfileCredentialsProvider.builder()
                .profileFile(file)
                .profileName(name)
                .build();
    }

    private static GetCallerIdentityResponse identity(AwsCredentialsProvider credentials) {
        try (StsClient client = client(credentials)) {
            return client.getCallerIdentity();
        }
    }

    private static String arn(AwsCredentialsProvider credentials) {
        return identity(credentials).arn();
    }

    private AssumeRoleResponse first(Consumer<AssumeRoleRequest.Builder> more) {
        return alice.assumeRole(request -> more.accept(request.roleArn(FIRST).roleSessionName("one")));
    }

    /** What makes the session of First, and those after it, of the red team. */
    private static Consumer<AssumeRoleRequest.Builder> red() {
        return request ->
                request.tags(tag("team", "red")).transitiveTagKeys("team").sourceIdentity("alice");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static AssumeRoleResponse second(Credentials credentials, int seconds) {
        try (StsClient client = client(session(credentials))) {
            return client.assumeRole(
                    request -> request.roleArn(SECOND).roleSessionName("two").durationSeconds(seconds));
        }
    }

    /** Signed by nobody: whoever has the token may call. */
    private AssumeRoleWithWebIdentityResponse web(String token) {
        return nobody.assumeRoleWithWebIdentity(request -> request.roleArn(WEB)
                .roleSessionName("site")
                .webIdentityToken(token)
                .policy(READS)
                .durationSeconds(900));
    }

    private AssumeRoleWithSamlResponse saml(String assertion) {
        return nobody.assumeRoleWithSAML(request -> request.roleArn(EMPLOYEE)
                .principalArn(CORP)
                .samlAssertion(assertion)
                .policy(READS)
                .durationSeconds(900));
    }

    private static void assertCredentials(Credentials credentials, int seconds) {
        Scene.assertCredentials(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken(),
                credentials.expiration(),
                seconds);
    }

    /** Refused with a code for which the SDK has no type. */
    private static StsException assertRefused(String code, Executable call) {
        StsException refusal = assertThrowsExactly(StsException.class, call);
        assertEquals(code, refusal.awsErrorDetails().errorCode(), refusal::getMessage);
        return refusal;
    }
}
