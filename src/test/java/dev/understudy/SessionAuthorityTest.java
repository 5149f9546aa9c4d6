package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a session may do: its condition keys, as documented, and its permissions boundary. */
class SessionAuthorityTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROLE = "arn:aws:iam::123456789012:role/app/Mine";

    private static final String CONFIGURATION = """
            issuers: { https://server.example.com: local }
            oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
            managedPolicies:
              - ManagedPolicyName: OnlyReading
                PolicyDocument:
                  Version: 2012-10-17
                  Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" }
            roles:
              - RoleName: Mine
                Path: /app/
                Tags: [{ Key: team, Value: mobile }, { Key: stage, Value: test }]
                %s
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    Effect: Allow
                    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                    Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"]
                Policies:
                  - PolicyName: conditioned
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement: { Effect: Allow, Action: "s3:*", Resource: "*", Condition: %s }
            """;

    private static JsonNode authorize(String boundary, String condition, String action) {
        try (Fixture fixture = Fixture.of(CONFIGURATION.formatted(boundary, condition))) {
            String token = fixture.token("""
                    {"claims": {"amr": ["mfa"], "https://aws.amazon.com/source_identity": "alice.real",
                     "https://aws.amazon.com/tags": {"principal_tags": {"stage": ["prod"]}}}}""");
            ObjectNode question = JSON.createObjectNode().put("action", action).put("resource", "arn:aws:s3:::b/k");
            try (StsClient sts = fixture.sts()) {
                Credentials credentials = sts.assumeRoleWithWebIdentity(request ->
                                request.roleArn(ROLE).roleSessionName("me").webIdentityToken(token))
                        .credentials();
                question.putObject("credentials")
                        .put("accessKeyId", credentials.accessKeyId())
                        .put("sessionToken", credentials.sessionToken());
            }
            return fixture.control("POST", "/_understudy/authorize", question.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    StringEquals | server.example.com:sub   | alice
                    StringEquals | server.example.com:aud   | appid_from_oidc_idp
                    ForAnyValue:StringEquals | server.example.com:amr | mfa
                    StringEquals | aws:FederatedProvider    | arn:aws:iam::123456789012:oidc-provider/server.example.com
                    ArnEquals    | aws:PrincipalArn         | arn:aws:iam::123456789012:role/app/Mine
                    StringEquals | aws:PrincipalAccount     | 123456789012
                    StringEquals | aws:PrincipalType        | AssumedRole
                    StringLike   | aws:userid               | AROA*:me
                    StringEquals | aws:PrincipalTag/team    | mobile
                    StringEquals | aws:PrincipalTag/stage   | prod
                    StringEquals | aws:SourceIdentity       | alice.real
                    Bool         | aws:MultiFactorAuthPresent | false
                    DateGreaterThan | aws:TokenIssueTime    | 2026-01-01T00:00:00Z
                    Null         | aws:username             | true
                    Null         | server.example.com:email | true
                    """)
    void a_session_has_its_keys(String operator, String key, String value) {
        String condition = "{ \"%s\": { \"%s\": \"%s\" } }".formatted(operator, key, value);
        JsonNode answer = authorize("", condition, "s3:PutObject");
        assertThat(answer.path("decision").asString()).as(answer.toString()).isEqualTo("allowed");
    }

    @Test
    void a_key_of_another_value_does_not_do() {
        JsonNode answer = authorize("", "{ StringEquals: { \"aws:PrincipalTag/stage\": test } }", "s3:PutObject");
        assertThat(answer.path("decision").asString()).isEqualTo("implicitDeny");
        assertThat(answer.path("summary").asString()).contains("conditioned", "aws:PrincipalTag/stage", "prod", "test");
    }

    @Test
    void the_permissions_boundary_bounds() {
        String boundary = "PermissionsBoundary: arn:aws:iam::123456789012:policy/OnlyReading";
        String always = "{ StringEquals: { \"server.example.com:sub\": alice } }";
        assertThat(authorize(boundary, always, "s3:GetObject").path("decision").asString())
                .isEqualTo("allowed");
        JsonNode refused = authorize(boundary, always, "s3:PutObject");
        assertThat(refused.path("decision").asString()).isEqualTo("implicitDeny");
        assertThat(refused.path("summary").asString()).contains("permissions boundary");
    }
}
