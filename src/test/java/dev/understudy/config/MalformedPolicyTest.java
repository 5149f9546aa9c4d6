package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy that IAM refuses is a fault at the element that is wrong; the words are the policy's own. */
class MalformedPolicyTest {
    @TempDir
    Path folder;

    @Test
    void inPlaceItIsReportedAtItsOwnLine() {
        assertThat(faults("""
                        roles:
                          - RoleName: a
                            AssumeRolePolicyDocument:
                              Version: 2012-10-17
                              Statement:
                                - Effect: Permit
                                  Principal: { Federated: accounts.google.com }
                                  Action: sts:AssumeRoleWithWebIdentity
                        """))
                .singleElement()
                .asString()
                .startsWith("c.yaml:6: roles[0].AssumeRolePolicyDocument.Statement[0].Effect: ");
    }

    @Test
    void inAFileItIsReportedAtTheLineOfThatFile() throws Exception {
        Files.writeString(folder.resolve("p.json"), """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Permit", "Action": "s3:GetObject", "Resource": "*"
                    }
                  ]
                }
                """);
        String yaml = "users: [{UserName: a, Policies: [{PolicyName: p, PolicyDocument: p.json}]}]";

        assertThat(faults(ConfigSource.text("c.yaml", yaml, folder)))
                .singleElement()
                .asString()
                .startsWith(folder.resolve("p.json") + ":5: Statement[0].Effect: ");
    }

    static Stream<Arguments> details() {
        return Stream.of(
                arguments(
                        "{Version: 2012-10-17, Statement: {Efect: Allow}}",
                        ".Statement.Efect: Syntax errors in policy. (Unknown element `Efect`)"),
                // A message that says it all is not repeated.
                arguments(
                        "{Version: 2012-10-17, Statement: {Effect: Allow, Action: 's3:*', Resource: b}}",
                        ".Statement.Resource: Resource b must be in ARN format or \"*\"."));
    }

    @ParameterizedTest
    @MethodSource("details")
    void whatTheMessageLeavesOutStandsBehindIt(String document, String expected) {
        assertThat(faults("managedPolicies: [{ManagedPolicyName: p, PolicyDocument: " + document + "}]"))
                .containsExactly("c.yaml:1: managedPolicies[0].PolicyDocument" + expected);
    }

    @Test
    void aTextThatIsNoPolicyAtAllIsExplainedToo() throws Exception {
        String yaml = "managedPolicies: [{ManagedPolicyName: p, PolicyDocument: p.json}]";
        Files.writeString(folder.resolve("p.json"), "[]");

        assertThat(faults(ConfigSource.text("c.yaml", yaml, folder)))
                .containsExactly(folder.resolve("p.json") + ":1: Syntax errors in policy. (A policy is a JSON object)");
    }

    @Test
    void aTrustPolicyIsNoPermissionsPolicy() throws Exception {
        String role = "roles: [{RoleName: a, AssumeRolePolicyDocument: %s}]";

        assertThat(load(role.formatted("$TRUST")).directory().roles()).hasSize(1);
        assertThat(faults(role.formatted("$PERMISSIONS"))).isNotEmpty();
        assertThat(faults("managedPolicies: [{ManagedPolicyName: p, PolicyDocument: $TRUST}]"))
                .isNotEmpty();
    }

    @Test
    void anAttachedPolicyThatIsWrongIsNotAlsoCalledMissing() {
        assertThat(faults("""
                        managedPolicies: [{ManagedPolicyName: p, PolicyDocument: {}}]
                        users: [{UserName: a, ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/p"]}]
                        """))
                .isNotEmpty()
                .allMatch(fault -> fault.startsWith("c.yaml:1: managedPolicies[0].PolicyDocument"));
    }

    /** IAM would take the role; here nothing would ever satisfy it. */
    @Test
    void aTrustPolicyWhoseProviderIsMissingIsReported() throws InvalidConfigurationException {
        String role = """
                oidcProviders: [{ Url: https://idp.example.org/realms/dev, ClientIdList: [a] }]
                roles:
                  - RoleName: r
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/%s" }
                        Action: sts:AssumeRoleWithWebIdentity
                """;
        assertThat(load(role.formatted("idp.example.org/realms/dev"))
                        .directory()
                        .roles())
                .hasSize(1);
        assertThat(faults(role.formatted("idp.example.org/realms/dev/")))
                .containsExactly("c.yaml:4: roles[0].AssumeRolePolicyDocument: the trust policy names the provider"
                        + " arn:aws:iam::123456789012:oidc-provider/idp.example.org/realms/dev/, which no entry of"
                        + " oidcProviders makes; did you mean"
                        + " arn:aws:iam::123456789012:oidc-provider/idp.example.org/realms/dev?");
    }
}
