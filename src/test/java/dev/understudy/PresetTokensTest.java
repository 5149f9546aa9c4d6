package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.Preset;
import dev.understudy.support.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The vendors' tokens over the socket, under the trust policies that their documentation recommends. */
class PresetTokensTest {
    private static final String ORGANIZATION = "5c1d7a2e-3f80-4b6c-9d5e-7a41c0b2e913";
    private static final String EKS = "oidc.eks.us-east-1.amazonaws.com/id/D4E5F60718293A4B5C6D7E8F90A1B2C3";

    private static Fixture fixture;

    @BeforeAll
    static void start() {
        String roles = role(
                        "Branch",
                        "token.actions.githubusercontent.com",
                        "sts.amazonaws.com",
                        "repo:octo/app:ref:refs/heads/main")
                + role(
                        "Environment",
                        "token.actions.githubusercontent.com",
                        "sts.amazonaws.com",
                        "repo:octo/app:environment:prod")
                + role("Immutable", "token.actions.githubusercontent.com", "sts.amazonaws.com", "repo:octo@65/app@74:*")
                + role("GitLab", "gitlab.com", "https://gitlab.com", "project_path:mygroup/*:ref_type:branch:ref:main")
                + role(
                        "CircleCi",
                        "oidc.circleci.com/org/" + ORGANIZATION,
                        ORGANIZATION,
                        "org/" + ORGANIZATION + "/project/0a1b2c3d-0000-4000-8000-000000000002/user/*")
                + role(
                        "Buildkite",
                        "agent.buildkite.com",
                        "sts.amazonaws.com",
                        "organization:acme-inc:pipeline:super-duper-app:ref:refs/heads/main:commit:*:step:*")
                + role("Irsa", EKS, "sts.amazonaws.com", "system:serviceaccount:shop:cart")
                + role(
                        "Terraform",
                        "app.terraform.io",
                        "aws.workload.identity",
                        "organization:o:project:p:workspace:w:run_phase:apply");
        fixture = Fixture.of("""
                issuers: { %1$s }
                oidcProviders:
                  - { Url: https://token.actions.githubusercontent.com, ClientIdList: [sts.amazonaws.com, "urn:understudy:github-request"] }
                  - { Url: https://gitlab.com, ClientIdList: [https://gitlab.com] }
                  - { Url: https://oidc.circleci.com/org/%2$s, ClientIdList: [%2$s] }
                  - { Url: https://agent.buildkite.com, ClientIdList: [sts.amazonaws.com] }
                  - { Url: https://%3$s, ClientIdList: [sts.amazonaws.com] }
                  - { Url: https://app.terraform.io, ClientIdList: [aws.workload.identity] }
                roles:
                %4$s
                """.formatted(
                        String.join(
                                ", ",
                                Arrays.stream(Preset.values())
                                        .map(preset -> preset.request().token().issuer() + ": local")
                                        .toList()),
                        ORGANIZATION,
                        EKS,
                        roles));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static String role(String name, String provider, String audience, String subject) {
        return """
                  - RoleName: %1$s
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/%2$s" }
                          Action: sts:AssumeRoleWithWebIdentity
                          Condition:
                            StringEquals: { "%2$s:aud": "%3$s" }
                            StringLike: { "%2$s:sub": "%4$s" }
                """.formatted(name, provider, audience, subject);
    }

    private static int assume(String role, String token) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/" + role);
        return fixture.call(parameters).statusCode();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Branch      | github     | "repository":"octo/app"                                         | 200
            Branch      | github     | "repository":"octo/app","ref":"refs/heads/dev"                  | 403
            Branch      | github     | "repository":"octo/app","ref":"refs/tags/main"                  | 403
            Branch      | github     | "repository":"octo/app","eventName":"pull_request"              | 403
            Branch      | github     | "repository":"octo/app","environment":"prod"                    | 403
            Branch      | github     | "repository":"octo/other"                                       | 403
            Branch      | github     | "repository":"evil/app"                                         | 403
            Branch      | github     | "repository":"octo/app","audience":"https://github.com/octo"    | 400
            Environment | github     | "repository":"octo/app","environment":"prod"                    | 200
            Environment | github     | "repository":"octo/app","environment":"dev"                     | 403
            Immutable   | github     | "repository":"octo/app","repositoryOwnerId":65,"repositoryId":74,"immutableSubject":true | 200
            Immutable   | github     | "repository":"octo/app","repositoryOwnerId":66,"repositoryId":74,"immutableSubject":true | 403
            Immutable   | github     | "repository":"octo/app"                                         | 403
            GitLab      | gitlab     | "projectPath":"mygroup/app"                                     | 200
            GitLab      | gitlab     | "projectPath":"other/app"                                       | 403
            GitLab      | gitlab     | "projectPath":"mygroup/app","ref":"dev"                         | 403
            GitLab      | gitlab     | "projectPath":"mygroup/app","refType":"tag"                     | 403
            CircleCi    | circleci   | "projectId":"0a1b2c3d-0000-4000-8000-000000000002"              | 200
            CircleCi    | circleci   | "projectId":"0a1b2c3d-0000-4000-8000-000000000003"              | 403
            Buildkite   | buildkite  | "audience":"sts.amazonaws.com"                                  | 200
            Buildkite   | buildkite  | "audience":"sts.amazonaws.com","buildBranch":"dev"              | 403
            Buildkite   | buildkite  | "audience":"sts.amazonaws.com","pipelineSlug":"other"           | 403
            Buildkite   | buildkite  | "organizationSlug":"acme-inc"                                   | 400
            Irsa        | kubernetes | "namespace":"shop","serviceAccount":"cart"                      | 200
            Irsa        | kubernetes | "namespace":"default","serviceAccount":"cart"                   | 403
            Irsa        | kubernetes | "namespace":"shop","serviceAccount":"till"                      | 403
            Irsa        | kubernetes | "namespace":"shop","serviceAccount":"cart","audience":"vault"   | 400
            Terraform   | terraform  | "organization":"o","project":"p","workspace":"w","runPhase":"apply" | 200
            Terraform   | terraform  | "organization":"o","project":"p","workspace":"w","runPhase":"plan"  | 403
            Terraform   | terraform  | "organization":"o","project":"p","workspace":"x","runPhase":"apply" | 403
            """)
    void a_role_is_for_the_workload_that_it_names(String role, String preset, String members, int status) {
        JsonNode answer =
                fixture.control("POST", "/_understudy/tokens", "{\"preset\":\"%s\",%s}".formatted(preset, members));
        assertThat(assume(role, answer.path("token").asString()))
                .as(answer.toString())
                .isEqualTo(status);
    }

    @Test
    void a_token_is_to_be_had_in_java() {
        String token = fixture.understudy.token(
                Preset.GITHUB.request().with("repository", "octo/app").token());
        assertThat(assume("Branch", token)).isEqualTo(200);
        assertThat(assume("Environment", token)).isEqualTo(403);
    }

    /** Even where somebody made its audience a provider's. */
    @Test
    void a_request_token_is_nobodys_identity() {
        JsonNode answer =
                fixture.control("POST", "/_understudy/presets/github/requests", "{\"repository\":\"octo/app\"}");
        assertThat(assume(
                        "Branch", answer.path("ACTIONS_ID_TOKEN_REQUEST_TOKEN").asString()))
                .isEqualTo(400);
    }

    @Test
    void the_presets_are_listed_with_their_options() {
        JsonNode presets = fixture.control("GET", "/_understudy/presets", "").path("presets");
        List<String> names = StreamSupport.stream(presets.spliterator(), false)
                .map(preset -> preset.path("preset").asString())
                .toList();
        assertThat(names).isEqualTo(Preset.names());
        assertThat(presets.at("/2/issuer").asString()).isEqualTo("https://token.actions.githubusercontent.com");
        assertThat(presets.at("/2/expiresIn").asString()).isEqualTo("PT5M");
        assertThat(presets.at("/2/options/0").toString())
                .isEqualTo("{\"name\":\"repository\",\"form\":\"owner/name\",\"default\":\"octo-org/octo-repo\"}");
        assertThat(presets.at("/2/options/1/default").isNull()).isTrue();
    }

    @Test
    void a_preset_whose_issuer_is_not_local_says_what_to_add() {
        JsonNode answer =
                fixture.control("POST", "/_understudy/tokens", "{\"preset\":\"gitlab\",\"host\":\"git.example.com\"}");
        assertThat(answer.path("error").asString())
                .contains("write \"https://git.example.com: local\" under \"issuers\".");
    }
}
