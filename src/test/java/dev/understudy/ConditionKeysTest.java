package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which claims and facts are condition keys of a web identity call. The lists are documented in the service
 * authorization reference; that nothing else is a key is recorded.
 */
class ConditionKeysTest {
    private static final String CONFIGURATION = """
            issuers: { https://%1$s: local }
            oidcProviders: [{ Url: https://%1$s, ClientIdList: [app] }]
            roles:
              - RoleName: Keyed
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    Effect: Allow
                    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/%1$s" }
                    Action: sts:AssumeRoleWithWebIdentity
                    Condition:
                      StringEquals: { "%1$s:sub": me }
                      %2$s: { "%3$s": "%4$s" }
            """;

    private static int status(String issuer, String operator, String key, String value, String claims) {
        try (Fixture fixture = Fixture.of(CONFIGURATION.formatted(issuer, operator, key, value))) {
            String token =
                    fixture.token("{\"issuer\":\"https://%s\",\"audience\":\"app\",\"subject\":\"me\",\"claims\":%s}"
                            .formatted(issuer, claims));
            Map<String, String> parameters = fixture.assumeRole(token);
            parameters.put("RoleArn", "arn:aws:iam::123456789012:role/Keyed");
            return fixture.call(parameters, "User-Agent", "test/1").statusCode();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    token.actions.githubusercontent.com         | actor               | octocat
                    token.actions.githubusercontent.com         | actor_id            | 1
                    token.actions.githubusercontent.com         | enterprise_id       | 2
                    token.actions.githubusercontent.com         | environment         | prod
                    token.actions.githubusercontent.com         | job_workflow_ref    | o/r/.github/workflows/w.yml@main
                    token.actions.githubusercontent.com         | ref                 | refs/heads/main
                    token.actions.githubusercontent.com         | repository          | octo-org/octo-repo
                    token.actions.githubusercontent.com         | repository_id       | 74
                    token.actions.githubusercontent.com         | repository_owner_id | 65
                    token.actions.githubusercontent.com         | workflow            | release
                    token.actions.githubusercontent.com/octo    | repository          | octo/r
                    token.actions.octo.ghe.com                  | repository          | octo/r
                    gitlab.com                                  | project_id          | 22
                    gitlab.com                                  | ref_protected       | true
                    gitlab.com                                  | user_login          | me
                    agent.buildkite.com                         | pipeline_slug       | deploy
                    agent.eu.buildkite.dev                      | organization_slug   | acme
                    oidc.circleci.com/org/0a1b                  | oidc.circleci.com/project-id | 9
                    idcs-1.identity.oraclecloud.com             | rpst_id             | r
                    idp.example.org                             | email               | me@example.org
                    """)
    void a_documented_claim_is_a_key(String issuer, String claim, String value) {
        String claims = "{\"%s\":\"%s\"}".formatted(claim, value);
        assertThat(status(issuer, "StringLike", issuer + ":" + claim, value, claims))
                .isEqualTo(200);
        assertThat(status(issuer, "StringLike", issuer + ":" + claim, value, "{}"))
                .as("without the claim")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    idp.example.org                     | groups
                    idp.example.org                     | repository
                    gitlab.com                          | repository
                    token.actions.githubusercontent.com | runner_environment
                    agent.buildkite.com.evil.example    | pipeline_slug
                    """)
    void no_other_claim_is_a_key(String issuer, String claim) {
        assertThat(status(issuer, "StringLike", issuer + ":" + claim, "v", "{\"%s\":\"v\"}".formatted(claim)))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    IpAddress          | aws:SourceIp         | 127.0.0.0/8
                    Bool               | aws:SecureTransport  | false
                    StringLike         | aws:UserAgent        | test/1
                    StringLike         | aws:RequestedRegion  | us-east-1
                    DateGreaterThan    | aws:CurrentTime      | 2026-01-01T00:00:00Z
                    NumericGreaterThan | aws:EpochTime        | 1700000000
                    StringLike         | sts:RoleSessionName  | session
                    Bool               | sts:RoleAuthorizedByIdp | false
                    StringLike         | aws:PrincipalType    | User
                    StringLike         | aws:PrincipalAccount | 123456789012
                    ArnLike            | aws:userid           | arn:aws:iam::123456789012:oidc-provider/idp.example.org
                    'Null'             | aws:PrincipalArn     | true
                    ForAnyValue:StringLike | idp.example.org:amr | mfa
                    """)
    void the_facts_of_the_call_are_keys(String operator, String key, String value) {
        assertThat(status("idp.example.org", "\"" + operator + "\"", key, value, "{\"amr\":[\"pwd\",\"mfa\"]}"))
                .isEqualTo(200);
    }

    /** What a token brings for the session, in the trust policy's own words. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    StringEquals                | aws:RequestTag/team     | mobile
                    ForAnyValue:StringEquals    | aws:TagKeys             | team
                    ForAnyValue:StringEquals    | sts:TransitiveTagKeys   | team
                    StringEquals                | sts:SourceIdentity      | alice.real
                    StringEquals                | accounts.google.com:google/organization_number | 42
                    NumericEquals               | accounts.google.com:google/organization_number | 42
                    StringEquals                | accounts.google.com:oaud | original
                    StringEquals                | accounts.google.com:aud | 666
                    """)
    void what_the_token_brings_is_a_key(String operator, String key, String value) {
        String claims = """
                {"azp": "666", "google": {"organization_number": 42},
                 "https://aws.amazon.com/source_identity": "alice.real",
                 "https://aws.amazon.com/tags":
                   {"principal_tags": {"team": ["mobile"]}, "transitive_tag_keys": ["team"]}}""";
        assertThat(googleStatus(operator, key, value, claims)).isEqualTo(200);
        assertThat(googleStatus(operator, key, "7", claims)).isEqualTo(403);
    }

    private static int googleStatus(String operator, String key, String value, String claims) {
        String configuration = """
                roles:
                  - RoleName: Keyed
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: accounts.google.com }
                        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"]
                        Condition: { "%s": { "%s": "%s" } }
                """.formatted(operator, key, value);
        try (Fixture fixture = Fixture.of(configuration)) {
            Map<String, String> parameters = fixture.assumeRole(
                    fixture.token("{\"issuer\":\"https://accounts.google.com\",\"audience\":\"original\",\"claims\":%s}"
                            .formatted(claims)));
            parameters.put("RoleArn", "arn:aws:iam::123456789012:role/Keyed");
            return fixture.call(parameters).statusCode();
        }
    }
}
