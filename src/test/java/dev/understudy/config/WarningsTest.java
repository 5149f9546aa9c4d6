package dev.understudy.config;

import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS accepts without a word and Understudy loads, but tells to whoever checks the configuration. */
class WarningsTest {
    private static final String LITERAL = "StringEquals takes * and ? literally in `a*`";
    private static final String IDLE = "is literal text without Version 2012-10-17";

    @TempDir
    Path folder;

    @Test
    void everyPolicyInPlaceIsLookedAt() throws Exception {
        Settings settings = load("""
                users:
                  - UserName: u
                    Policies:
                      - PolicyName: p
                        PolicyDocument:
                          Statement:
                            - Effect: Allow
                              Action: s3:GetObject
                              Resource:
                                - arn:aws:s3:::b/${aws:username}/x
                roles:
                  - RoleName: r
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: accounts.google.com }
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition:
                          StringEquals:
                            accounts.google.com:sub: a*
                    Policies:
                      - PolicyName: p
                        PolicyDocument: { Statement: { Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::b/${a}" } }
                managedPolicies:
                  - ManagedPolicyName: m
                    PolicyDocument: { Statement: { Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::b/${a}" } }
                """);

        assertThat(settings.warnings())
                .extracting(Fault::toString)
                .satisfiesExactly(
                        user -> assertThat(user)
                                .startsWith("c.yaml:9: users[0].Policies[0].PolicyDocument.Statement[0].Resource: ")
                                .endsWith(IDLE),
                        trust -> assertThat(trust)
                                .startsWith("c.yaml:21: roles[0].AssumeRolePolicyDocument.Statement.Condition."
                                        + "StringEquals[\"accounts.google.com:sub\"]: " + LITERAL),
                        inline -> assertThat(inline)
                                .startsWith("c.yaml:24: roles[0].Policies[0].PolicyDocument.Statement.Resource: ")
                                .endsWith(IDLE),
                        managed -> assertThat(managed)
                                .startsWith("c.yaml:27: managedPolicies[0].PolicyDocument.Statement.Resource: ")
                                .endsWith(IDLE));
        assertThat(settings.withServer(ServerSettings.DEFAULT).warnings()).isEqualTo(settings.warnings());
    }

    @Test
    void aPolicyFileIsNamedOnceWhoeverUsesIt() throws Exception {
        Files.writeString(folder.resolve("p.json"), """
                {
                  "Statement": [
                    { "Effect": "Allow", "Action": "s3:*",
                      "Resource": "arn:aws:s3:::b/${aws:username}" }
                  ]
                }
                """);
        StringBuilder yaml = new StringBuilder("users:\n");
        for (int i = 0; i <= Faults.MOST; i++) {
            yaml.append("  - {UserName: u" + i + ", Policies: [{PolicyName: p, PolicyDocument: p.json}]}\n");
        }

        assertThat(SettingsLoader.load(ConfigSource.text("c.yaml", yaml.toString(), folder))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("p.json") + ":4: Statement[0].Resource: ")
                .endsWith(IDLE);
    }

    @Test
    void aPolicyWithoutMistakeHasNone() throws Exception {
        assertThat(load("roles: [{RoleName: a, AssumeRolePolicyDocument: $TRUST}]")
                        .warnings())
                .isEmpty();
    }
}
