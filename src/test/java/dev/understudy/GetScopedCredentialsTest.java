package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.support.SignedCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;

/** GetScopedCredentials over the socket; what the new credentials may do, the control API is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetScopedCredentialsTest {
    private static final AwsCredentials ALICE = AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s");
    private static final String READ = """
            {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Action": ["s3:GetObject", "sts:*"], "Resource": "*"}]}""";
    private static final String ONE_FOLDER = """
            {"Version": "2012-10-17", "Statement": [
             {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/one/*"},
             {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}""";

    private static final String CONFIGURATION = """
            users:
              - UserName: alice
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
              - UserName: bob
                Policies: [{ PolicyName: all, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: ["s3:*", "sts:*"], Resource: "*" } } }]
                accessKeys: [{ AccessKeyId: AKIABOBBOBBOBBOBBOB2, SecretAccessKey: s }]
            roles:
              - RoleName: Worker
                Policies: [{ PolicyName: all, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: ["s3:*", "sts:GetScopedCredentials"], Resource: "*" } } }]
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { AWS: "arn:aws:iam::123456789012:user/alice" }
                      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
              - RoleName: Plain
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Principal: { AWS: "arn:aws:iam::123456789012:user/alice" }, Action: "sts:AssumeRole" }
            """;

    private Fixture fixture;
    private SignedCalls calls;
    private Credentials worker;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        calls = new SignedCalls(fixture);
        worker = assume("Worker");
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private Credentials assume(String role) {
        try (StsClient alice = fixture.sts(ALICE)) {
            return alice.assumeRole(it -> it.roleArn("arn:aws:iam::123456789012:role/" + role)
                            .roleSessionName("job")
                            .sourceIdentity(role.equals("Worker") ? "alice" : null))
                    .credentials();
        }
    }

    private static AwsCredentials signing(Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    private JsonNode scoped(AwsCredentials caller, String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "GetScopedCredentials");
        parameters.put("Version", "2011-06-15");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return calls.call(caller, parameters);
    }

    private static JsonNode result(JsonNode answer) {
        return answer.required("GetScopedCredentialsResponse").required("GetScopedCredentialsResult");
    }

    private static Credentials credentials(JsonNode answer) {
        JsonNode node = result(answer).required("Credentials");
        return Credentials.builder()
                .accessKeyId(node.required("AccessKeyId").asString())
                .secretAccessKey(node.required("SecretAccessKey").asString())
                .sessionToken(node.required("SessionToken").asString())
                .expiration(Instant.ofEpochSecond(node.required("Expiration").asLong()))
                .build();
    }

    private static String code(JsonNode answer) {
        return answer.path("Error").path("Code").asString();
    }

    private String may(Credentials credentials, String action, String resource) {
        return fixture.control("POST", "/_understudy/authorize", """
                        {"credentials": {"accessKeyId": "%s", "sessionToken": "%s"}, "action": "%s", "resource": "%s"}""".formatted(
                                credentials.accessKeyId(), credentials.sessionToken(), action, resource))
                .path("decision")
                .asString();
    }

    @Test
    void the_principal_is_the_same_and_may_do_less() {
        JsonNode answer = scoped(signing(worker), "Policy", READ);
        Credentials narrowed = credentials(answer);
        assertThat(may(worker, "s3:PutObject", "arn:aws:s3:::b/k")).isEqualTo("allowed");
        assertThat(may(narrowed, "s3:PutObject", "arn:aws:s3:::b/k")).isEqualTo("implicitDeny");
        assertThat(may(narrowed, "s3:GetObject", "arn:aws:s3:::b/k")).isEqualTo("allowed");
        assertThat(may(narrowed, "sqs:SendMessage", "*"))
                .as("what the role may not")
                .isEqualTo("implicitDeny");
        try (StsClient client = fixture.sts(narrowed)) {
            assertThat(client.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/Worker/job")
                    .isEqualTo(result(answer).path("SessionInfo").path("Arn").asString());
            assertThat(client.getCallerIdentity().userId())
                    .isEqualTo(result(answer)
                            .path("SessionInfo")
                            .path("ScopedSessionId")
                            .asString());
        }
        assertThat(result(answer).path("SourceIdentity").asString()).isEqualTo("alice");
        assertThat(result(answer).path("ScopedPoliciesCount").asInt()).isEqualTo(1);
        assertThat(result(answer).path("SessionTokenSize").asInt())
                .isEqualTo(narrowed.sessionToken().length());
        assertThat(narrowed.expiration()).isEqualTo(worker.expiration());
    }

    @Test
    void each_call_narrows_further_and_three_are_the_most() {
        Credentials once = credentials(scoped(signing(worker), "Policy", READ));
        JsonNode answer = scoped(signing(once), "Policy", ONE_FOLDER);
        Credentials twice = credentials(answer);
        assertThat(result(answer).path("ScopedPoliciesCount").asInt()).isEqualTo(2);
        assertThat(may(twice, "s3:GetObject", "arn:aws:s3:::b/one/k")).isEqualTo("allowed");
        assertThat(may(twice, "s3:GetObject", "arn:aws:s3:::b/two/k")).isEqualTo("implicitDeny");
        assertThat(may(twice, "s3:PutObject", "arn:aws:s3:::b/one/k")).isEqualTo("implicitDeny");
        Credentials thrice = credentials(scoped(signing(twice), "Policy", READ));
        JsonNode fourth = scoped(signing(thrice), "Policy", READ);
        assertThat(code(fourth)).isEqualTo("AccessDenied");
        assertThat(result(scoped(signing(thrice), "DurationSeconds", "60"))
                        .path("ScopedPoliciesCount")
                        .asInt())
                .as("without another policy")
                .isEqualTo(3);
    }

    @Test
    void the_end_can_be_earlier_and_not_later() {
        Credentials brief = credentials(scoped(signing(worker), "DurationSeconds", "60"));
        assertThat(brief.expiration())
                .isEqualTo(fixture.clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
        long left =
                Duration.between(fixture.clock.instant(), worker.expiration()).toSeconds();
        assertThat(code(scoped(signing(worker), "DurationSeconds", Long.toString(left))))
                .isEmpty();
        assertThat(code(scoped(signing(worker), "DurationSeconds", Long.toString(left + 2))))
                .isEqualTo("InsufficientSessionLifetime");
    }

    /** Documented: a federated session may call it, and a user's of GetSessionToken, without MFA as well. */
    @Test
    void sessions_of_users_may_call_it_too() {
        try (StsClient bob = fixture.sts(AwsBasicCredentials.create("AKIABOBBOBBOBBOBBOB2", "s"))) {
            Credentials own = bob.getSessionToken().credentials();
            Credentials federated =
                    bob.getFederationToken(it -> it.name("eve").policy(READ)).credentials();
            for (Credentials session : List.of(own, federated)) {
                assertThat(may(credentials(scoped(signing(session), "Policy", ONE_FOLDER)), "s3:PutObject", "*"))
                        .isEqualTo("implicitDeny");
            }
            Credentials silent = bob.getFederationToken(it -> it.name("eve")).credentials();
            assertThat(code(scoped(signing(silent), "Policy", READ))).isEqualTo("AccessDenied");
        }
    }

    @Test
    void it_wants_temporary_credentials_leave_and_something_to_do() {
        assertThat(code(scoped(ALICE, "Policy", READ))).isEqualTo("InvalidSubjectCredentials");
        assertThat(code(scoped(signing(assume("Plain")), "Policy", READ))).isEqualTo("AccessDenied");
        assertThat(code(scoped(signing(worker)))).isEqualTo("ValidationError");
        assertThat(code(scoped(signing(worker), "Policy", "{}"))).isEqualTo("MalformedPolicyDocument");
    }
}
