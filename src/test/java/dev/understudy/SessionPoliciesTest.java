package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What inline and managed session policies leave of a session's permissions, whichever action began it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionPoliciesTest {
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String ROLE = IAM + "role/Open";
    private static final String READING = IAM + "policy/Reading";
    private static final String GONE = IAM + "policy/Gone";
    private static final String WRITING = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"}}""";

    private static final String CONFIGURATION = """
            issuers: { https://server.example.com: local }
            oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
            samlProviders: [{ Name: Corp, local: true }]
            managedPolicies:
              - ManagedPolicyName: Reading
                PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" } }
              - ManagedPolicyName: All
                PolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Action: ["s3:*", "sts:*"], Resource: "*" }
            users:
              - UserName: alice
                ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/All"]
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
            roles:
              - RoleName: Open
                ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/All"]
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - { Effect: Allow, Principal: { AWS: "123456789012" }, Action: sts:AssumeRole }
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                      Action: sts:AssumeRoleWithWebIdentity
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
                      Action: sts:AssumeRoleWithSAML
            """;

    private Fixture fixture;
    private StsClient alice;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"));
    }

    @AfterAll
    void stop() {
        alice.close();
        fixture.close();
    }

    /** How a session begins that has these policies. */
    @FunctionalInterface
    interface Beginning {
        Credentials with(List<PolicyDescriptorType> managed, Optional<String> inline);
    }

    private Map<String, Beginning> beginnings() {
        return Map.of(
                "AssumeRole",
                (managed, inline) -> alice.assumeRole(it -> it.roleArn(ROLE)
                                .roleSessionName("me")
                                .policyArns(managed)
                                .policy(inline.orElse(null)))
                        .credentials(),
                "AssumeRoleWithWebIdentity",
                (managed, inline) -> alice.assumeRoleWithWebIdentity(it -> it.roleArn(ROLE)
                                .roleSessionName("me")
                                .webIdentityToken(fixture.token())
                                .policyArns(managed)
                                .policy(inline.orElse(null)))
                        .credentials(),
                "AssumeRoleWithSAML",
                (managed, inline) -> alice.assumeRoleWithSAML(it -> it.roleArn(ROLE)
                                .principalArn(IAM + "saml-provider/Corp")
                                .samlAssertion(assertion())
                                .policyArns(managed)
                                .policy(inline.orElse(null)))
                        .credentials(),
                "GetFederationToken",
                (managed, inline) -> alice.getFederationToken(
                                it -> it.name("bob").policyArns(managed).policy(inline.orElse(null)))
                        .credentials());
    }

    private String assertion() {
        return fixture.control("POST", "/_understudy/saml/Corp/assertions", """
                        {"subject": "alice", "sessionName": "alice", "roles": ["%s"]}""".formatted(ROLE))
                .required("SAMLAssertion")
                .asString();
    }

    /** Documented: session policies together, as far as the role or user may too; a federated user has nothing without. */
    Stream<Arguments> policies() {
        return beginnings().keySet().stream().flatMap(action -> {
            boolean without = !action.equals("GetFederationToken");
            return Stream.of(
                    Arguments.of(action, List.of(), Optional.empty(), without, without),
                    Arguments.of(action, List.of(), Optional.of(WRITING), false, true),
                    Arguments.of(action, List.of(READING), Optional.empty(), true, false),
                    Arguments.of(action, List.of(READING), Optional.of(WRITING), true, true),
                    Arguments.of(action, List.of(GONE), Optional.empty(), false, false));
        });
    }

    @ParameterizedTest
    @MethodSource("policies")
    void they_narrow(String action, List<String> managed, Optional<String> inline, boolean reads, boolean writes) {
        List<PolicyDescriptorType> descriptors = managed.stream()
                .map(arn -> PolicyDescriptorType.builder().arn(arn).build())
                .toList();
        Credentials session = beginnings().get(action).with(descriptors, inline);
        assertThat(may(session, "s3:GetObject")).isEqualTo(reads);
        assertThat(may(session, "s3:PutObject")).isEqualTo(writes);
        assertThat(may(session, "sqs:SendMessage"))
                .as("what the role or user may not")
                .isFalse();
    }

    private boolean may(Credentials session, String action) {
        JsonNode question = new JsonMapper()
                .createObjectNode()
                .put("action", action)
                .put("resource", "arn:aws:s3:::b/k")
                .set(
                        "credentials",
                        new JsonMapper()
                                .createObjectNode()
                                .put("accessKeyId", session.accessKeyId())
                                .put("sessionToken", session.sessionToken()));
        return fixture.control("POST", "/_understudy/authorize", question.toString())
                .required("decision")
                .asString()
                .equals("allowed");
    }
}
