package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The accounts of a configuration whose region is one of China or of GovCloud: every ARN says so. */
class PartitionsTest {
    private static final String CONFIGURATION = """
            region: REGION
            issuers: { https://idp.example.com: local }
            oidcProviders: [{ Url: https://idp.example.com, ClientIdList: [app] }]
            samlProviders: [{ Name: Corp, local: true }]
            managedPolicies:
              - ManagedPolicyName: All
                PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "sts:*", Resource: "*" } }
            rootUsers:
              - { account: "210987654321", accessKeys: [{ AccessKeyId: AKIAROOTROOTROOTROOT, SecretAccessKey: s }] }
            users:
              - UserName: alice
                ManagedPolicyArns: ["arn:PARTITION:iam::123456789012:policy/All"]
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
            roles:
              - RoleName: Web
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:PARTITION:iam::123456789012:oidc-provider/idp.example.com" }
                      Action: sts:AssumeRoleWithWebIdentity
                    - Effect: Allow
                      Principal: { Federated: "arn:PARTITION:iam::123456789012:saml-provider/Corp" }
                      Action: sts:AssumeRoleWithSAML
                      Condition: { StringEquals: { "saml:aud": "SIGNIN" } }
                    - Effect: Allow
                      Principal: { AWS: "arn:PARTITION:iam::123456789012:user/alice" }
                      Action: sts:AssumeRole
            """;

    private static Fixture start(String region, String partition, String signIn) {
        return Fixture.of(CONFIGURATION
                .replace("REGION", region)
                .replace("PARTITION", partition)
                .replace("SIGNIN", signIn));
    }

    @ParameterizedTest
    @CsvSource({
        "cn-north-1, aws-cn, https://signin.amazonaws.cn/saml",
        "us-gov-west-1, aws-us-gov, https://signin.amazonaws-us-gov.com/saml",
        "eu-central-1, aws, https://signin.aws.amazon.com/saml",
        "local, aws, https://signin.aws.amazon.com/saml"
    })
    void every_arn_is_of_the_partition_of_the_region(String region, String partition, String signIn) {
        try (Fixture fixture = start(region, partition, signIn);
                StsClient alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"));
                StsClient root = fixture.sts(AwsBasicCredentials.create("AKIAROOTROOTROOTROOT", "s"));
                StsClient nobody = fixture.sts()) {
            String iam = "arn:" + partition + ":iam::123456789012:";
            String sts = "arn:" + partition + ":sts::123456789012:";
            assertThat(alice.getCallerIdentity().arn()).isEqualTo(iam + "user/alice");
            assertThat(root.getCallerIdentity().arn()).isEqualTo("arn:" + partition + ":iam::210987654321:root");
            assertThat(alice.assumeRole(it -> it.roleArn(iam + "role/Web").roleSessionName("mine"))
                            .assumedRoleUser()
                            .arn())
                    .isEqualTo(sts + "assumed-role/Web/mine");
            GetFederationTokenResponse federated = alice.getFederationToken(it -> it.name("bob"));
            assertThat(federated.federatedUser().arn()).isEqualTo(sts + "federated-user/bob");
            assertThat(alice.assumeRoot(it -> it.targetPrincipal("arn:" + partition + ":iam::210987654321:root")
                                    .taskPolicyArn(task -> task.arn("arn:" + partition
                                            + ":iam::aws:policy/root-task/IAMAuditRootUserCredentials")))
                            .credentials())
                    .isNotNull();
            assertThat(nobody.assumeRoleWithWebIdentity(it -> it.roleArn(iam + "role/Web")
                                    .roleSessionName("web")
                                    .webIdentityToken(token(fixture)))
                            .provider())
                    .isEqualTo(iam + "oidc-provider/idp.example.com");
            AssumeRoleWithSamlResponse saml = nobody.assumeRoleWithSAML(it -> it.roleArn(iam + "role/Web")
                    .principalArn(iam + "saml-provider/Corp")
                    .samlAssertion(assertion(fixture, iam + "role/Web", "{}")));
            assertThat(saml.audience()).isEqualTo(signIn);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cn-north-1, aws-cn, https://signin.aws.amazon.com/saml",
        "us-gov-west-1, aws-us-gov, https://cn-north-1.signin.amazonaws.cn/saml",
        "us-east-1, aws, https://signin.amazonaws-us-gov.com/saml"
    })
    void an_assertion_for_another_partition_is_refused(String region, String partition, String other) {
        try (Fixture fixture = start(region, partition, other)) {
            String iam = "arn:" + partition + ":iam::123456789012:";
            for (String member : new String[] {"audience", "recipient"}) {
                String assertion = assertion(fixture, iam + "role/Web", "{\"" + member + "\": \"" + other + "\"}");
                assertThat(fixture.call(saml(iam, assertion)).body()).contains("<Code>InvalidIdentityToken</Code>");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn, aws", "us-east-1, aws, aws-cn"})
    void a_role_of_another_partition_does_not_exist(String region, String partition, String other) {
        try (Fixture fixture = start(region, partition, "https://signin.aws.amazon.com/saml");
                StsClient alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"))) {
            String role = "arn:" + other + ":iam::123456789012:role/Web";
            assertRefused(
                    () -> alice.assumeRole(it -> it.roleArn(role).roleSessionName("mine")),
                    403,
                    "AccessDenied",
                    "User: arn:" + partition + ":iam::123456789012:user/alice is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + role);
            String task = "arn:" + other + ":iam::aws:policy/root-task/IAMAuditRootUserCredentials";
            assertRefused(
                    () -> alice.assumeRoot(
                            it -> it.targetPrincipal("210987654321").taskPolicyArn(policy -> policy.arn(task))),
                    400,
                    "ValidationError",
                    task + " is invalid");
        }
    }

    private static String token(Fixture fixture) {
        return fixture.token("{\"issuer\": \"https://idp.example.com\", \"audience\": \"app\"}");
    }

    private static Map<String, String> saml(String iam, String assertion) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "AssumeRoleWithSAML");
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", iam + "role/Web");
        parameters.put("PrincipalArn", iam + "saml-provider/Corp");
        parameters.put("SAMLAssertion", assertion);
        return parameters;
    }

    private static String assertion(Fixture fixture, String role, String more) {
        JsonMapper json = new JsonMapper();
        ObjectNode request = json.createObjectNode().put("subject", "alice").put("sessionName", "alice");
        request.putArray("roles").add(role);
        request.setAll((ObjectNode) json.readTree(more));
        return fixture.control("POST", "/_understudy/saml/Corp/assertions", request.toString())
                .required("SAMLAssertion")
                .asString();
    }
}
