package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an identity provider may decide by AWS's own claims: which role a token is for, and the session's tags. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimsOfAuthorityTest {
    private static final String ROLES = "https://aws.amazon.com/roles";
    private static final String ABSENT = "The target role ARN is not present in the roles claim of the identity token";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.of("""
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                roles:
                  - RoleName: Open
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]
                  - RoleName: Listed
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition: { Bool: { "sts:RoleAuthorizedByIdp": "true" } }
                  - RoleName: Red
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                        Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]
                        Condition: { StringEquals: { "aws:RequestTag/Team": red } }
                """);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static String arn(String role) {
        return "arn:aws:iam::123456789012:role/" + role;
    }

    private HttpResponse<String> assume(String role, String claim, String value) {
        String claims = value.equals("-") ? "{}" : "{\"%s\": %s}".formatted(claim, value.replace('`', '"'));
        Map<String, String> parameters = fixture.assumeRole(fixture.token("{\"claims\": " + claims + "}"));
        parameters.put("RoleArn", arn(role));
        return fixture.call(parameters);
    }

    /** Recorded: list or text with semicolons, spaces trimmed, null absent, what is no role's ARN ignored. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Open   | -
                    Open   | null
                    Open   | `@Open`
                    Open   | ` @Open `
                    Open   | `@Other;@Open`
                    Open   | `@Other ; @Open`
                    Open   | [`@Open`]
                    Open   | [`@Other`, `@Open`]
                    Open   | [` @Open `, 7, `nonsense`]
                    Listed | `@Listed`
                    Listed | [`@Listed`, `@Open`]
                    """)
    void a_token_for_the_role_is_taken(String role, String roles) {
        HttpResponse<String> answer = assume(role, ROLES, roles.replace("@", arn("")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Recorded. Red's trust policy would refuse as well: the claim comes before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Open | `@Other`
                    Open | [`@Other`]
                    Open | `@open`
                    Open | `@Other;@Another`
                    Red  | `@Other`
                    """)
    void a_token_for_another_role_is_refused_before_the_trust_policy_is_asked(String role, String roles) {
        HttpResponse<String> answer = assume(role, ROLES, roles.replace("@", arn("")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidIdentityToken</Code>", "<Message>" + ABSENT + "</Message>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Open | ``
                    Open | []
                    Open | [`nonsense`]
                    Red  | []
                    """)
    void a_claim_without_any_role_is_refused(String role, String roles) {
        HttpResponse<String> answer = assume(role, ROLES, roles);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidIdentityToken</Code>");
    }

    /** Recorded: the key is false without the claim. */
    @ParameterizedTest
    @CsvSource({"Listed, null", "Listed, -"})
    void without_the_claim_the_provider_has_authorized_no_role(String role, String roles) {
        assertThat(assume(role, ROLES, roles).body()).contains("<Code>AccessDenied</Code>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://aws.amazon.com/tags                     | {`principal_tags`: {`Team`: [`red`]}}  | 200
                    https://aws.amazon.com/tags/principal_tags/Team | `red`                                  | 200
                    https://aws.amazon.com/tags                     | {`principal_tags`: {`Team`: [`blue`]}} | 403
                    https://aws.amazon.com/tags/principal_tags/Team | `blue`                                 | 403
                    https://aws.amazon.com/tags/principal_tags/team | `red`                                  | 200
                    https://aws.amazon.com/tags/principal_tags/Unit | `red`                                  | 403
                    https://aws.amazon.com/tags                     | {`principal_tags`: {`Team`: `red`}}    | 400
                    https://aws.amazon.com/tags/principal_tags/Team | [`red`]                                | 400
                    """)
    void tags_are_keys_of_the_trust_policy_in_both_forms(String claim, String value, int status) {
        HttpResponse<String> answer = assume("Red", claim, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
