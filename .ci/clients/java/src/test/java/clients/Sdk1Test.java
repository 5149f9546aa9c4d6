package clients;

import static clients.Scene.ACCOUNT;
import static clients.Scene.ALICE;
import static clients.Scene.CORP;
import static clients.Scene.CORP_ISSUER;
import static clients.Scene.EMPLOYEE;
import static clients.Scene.ENDPOINT;
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

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.AnonymousAWSCredentials;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.auth.BasicSessionCredentials;
import com.amazonaws.auth.STSAssumeRoleSessionCredentialsProvider;
import com.amazonaws.auth.STSAssumeRoleWithWebIdentitySessionCredentialsProvider;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.securitytoken.AWSSecurityTokenService;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException;
import com.amazonaws.services.securitytoken.model.AssumeRoleRequest;
import com.amazonaws.services.securitytoken.model.AssumeRoleResult;
import com.amazonaws.services.securitytoken.model.AssumeRoleWithSAMLRequest;
import com.amazonaws.services.securitytoken.model.AssumeRoleWithSAMLResult;
import com.amazonaws.services.securitytoken.model.AssumeRoleWithWebIdentityRequest;
import com.amazonaws.services.securitytoken.model.AssumeRoleWithWebIdentityResult;
import com.amazonaws.services.securitytoken.model.Credentials;
import com.amazonaws.services.securitytoken.model.DecodeAuthorizationMessageRequest;
import com.amazonaws.services.securitytoken.model.ExpiredTokenException;
import com.amazonaws.services.securitytoken.model.GetAccessKeyInfoRequest;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityResult;
import com.amazonaws.services.securitytoken.model.GetFederationTokenRequest;
import com.amazonaws.services.securitytoken.model.GetSessionTokenRequest;
import com.amazonaws.services.securitytoken.model.InvalidAuthorizationMessageException;
import com.amazonaws.services.securitytoken.model.InvalidIdentityTokenException;
import com.amazonaws.services.securitytoken.model.MalformedPolicyDocumentException;
import com.amazonaws.services.securitytoken.model.PackedPolicyTooLargeException;
import com.amazonaws.services.securitytoken.model.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The AWS SDK for Java 1, which is told the endpoint. It does not know AssumeRoot. */
class Sdk1Test {
    private final AWSSecurityTokenService alice = client(new BasicAWSCredentials(KEY_ID, SECRET));
    private final AWSSecurityTokenService nobody = client(new AnonymousAWSCredentials());

    @AfterEach
    void close() {
        alice.shutdown();
        nobody.shutdown();
    }

    @Test
    void aUserIsWhoSheIs() {
        var identity = alice.getCallerIdentity(new GetCallerIdentityRequest());
        assertEquals(ALICE, identity.getArn());
        assertEquals(ACCOUNT, identity.getAccount());
        assertTrue(identity.getUserId().startsWith("AIDA"), identity.getUserId());
    }

    @Test
    void aWrongSecretAndAnUnknownKey() {
        assertRefused("SignatureDoesNotMatch", () -> identity(new BasicAWSCredentials(KEY_ID, SECRET + "S")));
        assertRefused("InvalidClientTokenId", () -> identity(new BasicAWSCredentials("AKIARZPUZDIKGB2VALC5", SECRET)));
    }

    @Test
    void aProviderOfCredentialsReadsTheTokenFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("token"), Scene.aliceToken());
        var provider = new STSAssumeRoleWithWebIdentitySessionCredentialsProvider.Builder(WEB, "pod", file.toString())
                .withStsClient(nobody)
                .build();
        assertEquals(SESSIONS + "Web/pod", identity(provider.getCredentials()).getArn());
    }

    @Test
    void aTokenIsExchangedAndEverythingIsAnswered() {
        var answer = web(Scene.token(
                ", \"subject\": \"alice\", \"claims\": {\"https://aws.amazon.com/source_identity\": \"alice\"}"));
        assertCredentials(answer.getCredentials(), 900);
        assertEquals(SESSIONS + "Web/site", answer.getAssumedRoleUser().getArn());
        assertTrue(answer.getAssumedRoleUser().getAssumedRoleId().matches("AROA[A-Z2-7]{17}:site"));
        assertPackedPolicySize(answer.getPackedPolicySize());
        assertEquals("alice", answer.getSubjectFromWebIdentityToken());
        assertEquals("arn:aws:iam::123456789012:oidc-provider/idp.example.com", answer.getProvider());
        assertEquals("app", answer.getAudience());
        assertEquals("alice", answer.getSourceIdentity());
        var identity = identity(session(answer.getCredentials()));
        assertEquals(answer.getAssumedRoleUser().getArn(), identity.getArn());
        assertEquals(answer.getAssumedRoleUser().getAssumedRoleId(), identity.getUserId());
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
        var answer = alice.assumeRole(red().withDurationSeconds(7200));
        assertCredentials(answer.getCredentials(), 7200);
        assertEquals(SESSIONS + "First/one", answer.getAssumedRoleUser().getArn());
        assertPackedPolicySize(answer.getPackedPolicySize());
        assertEquals("alice", answer.getSourceIdentity());
        assertEquals(
                SESSIONS + "First/one",
                identity(session(answer.getCredentials())).getArn());
    }

    @Test
    void aRoleWithoutThem() {
        var answer = alice.assumeRole(first());
        assertNull(answer.getPackedPolicySize());
        assertNull(answer.getSourceIdentity());
    }

    @Test
    void theNextRoleSeesTheTransitiveTag() {
        var answer = second(alice.assumeRole(red()).getCredentials(), 3600);
        assertCredentials(answer.getCredentials(), 3600);
        assertEquals("alice", answer.getSourceIdentity());
        assertEquals(
                SESSIONS + "Second/two",
                identity(session(answer.getCredentials())).getArn());
    }

    @Test
    void aTransitiveTagCannotBeReplaced() {
        var session = client(session(alice.assumeRole(red()).getCredentials()));
        var request = new AssumeRoleRequest().withRoleArn(SECOND).withRoleSessionName("two");
        assertRefused("InvalidParameterValue", () -> session.assumeRole(request.withTags(team("red"))));
    }

    @Test
    void theNextRoleIsRefusedWithoutTheTag() {
        var credentials = alice.assumeRole(first()).getCredentials();
        assertRefused("AccessDenied", () -> second(credentials, 3600));
    }

    @Test
    void aChainLastsAnHourAtMost() {
        var credentials = alice.assumeRole(red()).getCredentials();
        assertRefused("ValidationError", () -> second(credentials, 3601));
    }

    @Test
    void aTagThatTheCallersPolicyDenies() {
        var refusal = assertRefused("AccessDenied", () -> alice.assumeRole(first().withTags(team("forbidden"))));
        assertTrue(refusal.getErrorMessage().contains("sts:TagSession"), refusal::getMessage);
    }

    @Test
    void aSessionPolicyLimitsTheSession() {
        var credentials = alice.assumeRole(red().withPolicy(READS)).getCredentials();
        assertRefused("AccessDenied", () -> second(credentials, 3600));
    }

    @Test
    void aPartnerWantsTheExternalId() {
        var request = new AssumeRoleRequest().withRoleArn(PARTNER).withRoleSessionName("us");
        assertRefused("AccessDenied", () -> alice.assumeRole(request));
        var answer = alice.assumeRole(request.withExternalId("agreed-42"));
        var identity = identity(session(answer.getCredentials()));
        assertEquals(PARTNER_ACCOUNT, identity.getAccount());
        assertEquals("arn:aws:sts::210987654321:assumed-role/Partner/us", identity.getArn());
    }

    @Test
    void aProviderOfCredentialsTakesTheRole() {
        var provider = new STSAssumeRoleSessionCredentialsProvider.Builder(PARTNER, "provider")
                .withStsClient(alice)
                .withExternalId("agreed-42")
                .build();
        assertEquals(
                "arn:aws:sts::210987654321:assumed-role/Partner/provider",
                identity(provider.getCredentials()).getArn());
        provider.close();
    }

    @Test
    void anAssertionIsExchangedAndEverythingIsAnswered() throws Exception {
        var answer = saml(Scene.assertion(EMPLOYEE, ", \"sourceIdentity\": \"alice\""));
        assertCredentials(answer.getCredentials(), 900);
        assertEquals(SESSIONS + "Employee/alice", answer.getAssumedRoleUser().getArn());
        assertPackedPolicySize(answer.getPackedPolicySize());
        assertEquals("alice@corp.example", answer.getSubject());
        assertEquals("persistent", answer.getSubjectType());
        assertEquals(CORP_ISSUER, answer.getIssuer());
        assertEquals("https://signin.aws.amazon.com/saml", answer.getAudience());
        assertEquals(Scene.nameQualifier(), answer.getNameQualifier());
        assertEquals("alice", answer.getSourceIdentity());
        assertEquals(
                SESSIONS + "Employee/alice",
                identity(session(answer.getCredentials())).getArn());
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
        var request = new GetSessionTokenRequest().withDurationSeconds(1800);
        var credentials = alice.getSessionToken(request).getCredentials();
        assertCredentials(credentials, 1800);
        assertEquals(ALICE, identity(session(credentials)).getArn());
        assertRefused("AccessDenied", () -> client(session(credentials)).getSessionToken(request));
    }

    @Test
    void aFederatedUser() {
        var answer = alice.getFederationToken(
                new GetFederationTokenRequest("bob").withPolicy(READS).withDurationSeconds(3600));
        assertCredentials(answer.getCredentials(), 3600);
        var bob = answer.getFederatedUser();
        assertEquals("arn:aws:sts::123456789012:federated-user/bob", bob.getArn());
        assertEquals("123456789012:bob", bob.getFederatedUserId());
        assertPackedPolicySize(answer.getPackedPolicySize());
        assertEquals(bob.getArn(), identity(session(answer.getCredentials())).getArn());
        assertRefused("AccessDenied", () -> second(answer.getCredentials(), 3600));
    }

    @Test
    void theAccountOfAKey() {
        var request = new GetAccessKeyInfoRequest().withAccessKeyId(KEY_ID);
        assertEquals(ACCOUNT, alice.getAccessKeyInfo(request).getAccount());
    }

    @Test
    void aMessageAboutADenialIsDecoded() {
        var request = new DecodeAuthorizationMessageRequest().withEncodedMessage(Scene.encodedMessage());
        String decoded = alice.decodeAuthorizationMessage(request).getDecodedMessage();
        assertTrue(decoded.contains("\"allowed\":false"), decoded);
        assertTrue(decoded.contains("\"arn\":\"" + FIRST + "\""), decoded);
        assertTrue(decoded.contains("\"action\":\"s3:GetObject\""), decoded);
        assertThrowsExactly(
                InvalidAuthorizationMessageException.class,
                () -> alice.decodeAuthorizationMessage(request.withEncodedMessage("garbage")));
    }

    @Test
    void sessionPoliciesThatAreNotGood() {
        assertThrowsExactly(
                MalformedPolicyDocumentException.class, () -> alice.assumeRole(first().withPolicy("not json")));
        assertThrowsExactly(
                PackedPolicyTooLargeException.class, () -> alice.assumeRole(first().withPolicy(Scene.hugePolicy())));
    }

    @Test
    void aSessionThatWasExpired() {
        var ended = alice.assumeRole(first()).getCredentials();
        var other = alice.assumeRole(first()).getCredentials();
        assertEquals(SESSIONS + "First/one", identity(session(ended)).getArn());
        Scene.expire(ended.getAccessKeyId());
        assertRefused("ExpiredToken", () -> identity(session(ended)));
        assertEquals(SESSIONS + "First/one", identity(session(other)).getArn());
    }

    private static AWSSecurityTokenService client(AWSCredentials credentials) {
        return AWSSecurityTokenServiceClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(ENDPOINT, "us-east-1"))
                .withCredentials(new AWSStaticCredentialsProvider(credentials))
                .build();
    }

    private static AWSCredentials session(Credentials credentials) {
        return new BasicSessionCredentials(
                credentials.getAccessKeyId(), credentials.getSecretAccessKey(), credentials.getSessionToken());
    }

    private static GetCallerIdentityResult identity(AWSCredentials credentials) {
        return client(credentials).getCallerIdentity(new GetCallerIdentityRequest());
    }

    private static AssumeRoleRequest first() {
        return new AssumeRoleRequest().withRoleArn(FIRST).withRoleSessionName("one");
    }

    /** First, with what makes its session, and those after it, of the red team. */
    private static AssumeRoleRequest red() {
        return first().withTags(team("red")).withTransitiveTagKeys("team").withSourceIdentity("alice");
    }

    private static Tag team(String name) {
        return new Tag().withKey("team").withValue(name);
    }

    private static AssumeRoleResult second(Credentials credentials, int seconds) {
        return client(session(credentials))
                .assumeRole(new AssumeRoleRequest()
                        .withRoleArn(SECOND)
                        .withRoleSessionName("two")
                        .withDurationSeconds(seconds));
    }

    /** Signed by nobody: whoever has the token may call. */
    private AssumeRoleWithWebIdentityResult web(String token) {
        return nobody.assumeRoleWithWebIdentity(new AssumeRoleWithWebIdentityRequest()
                .withRoleArn(WEB)
                .withRoleSessionName("site")
                .withWebIdentityToken(token)
                .withPolicy(READS)
                .withDurationSeconds(900));
    }

    private AssumeRoleWithSAMLResult saml(String assertion) {
        return nobody.assumeRoleWithSAML(new AssumeRoleWithSAMLRequest()
                .withRoleArn(EMPLOYEE)
                .withPrincipalArn(CORP)
                .withSAMLAssertion(assertion)
                .withPolicy(READS)
                .withDurationSeconds(900));
    }

    private static void assertCredentials(Credentials credentials, int seconds) {
        Scene.assertCredentials(
                credentials.getAccessKeyId(),
                credentials.getSecretAccessKey(),
                credentials.getSessionToken(),
                credentials.getExpiration().toInstant(),
                seconds);
    }

    /** Refused with a code for which the SDK has no type. */
    private static AWSSecurityTokenServiceException assertRefused(String code, Executable call) {
        var refusal = assertThrowsExactly(AWSSecurityTokenServiceException.class, call);
        assertEquals(code, refusal.getErrorCode(), refusal::getMessage);
        return refusal;
    }
}
