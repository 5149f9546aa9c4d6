package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The vendors' documentation as tables: what a token says, by what is said about its workload. */
class PresetTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ORG = "0a1b2c3d-0000-4000-8000-000000000001";
    private static final String PROJECT = "0a1b2c3d-0000-4000-8000-000000000002";
    private static final String USER = "0a1b2c3d-0000-4000-8000-000000000003";

    /** Of {@code a=b c=d}; a blank in a value is written as +. */
    private static PresetRequest request(String preset, String options) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : options.split(" ")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                map.put(
                        parts[0],
                        parts[1].replace("+", " ")
                                .replace("ORG", ORG)
                                .replace("PROJECT", PROJECT)
                                .replace("USER", USER));
            }
        }
        return new PresetRequest(Preset.named(preset).orElseThrow(), map);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            github | ''                                                        | repo:octo-org/octo-repo:ref:refs/heads/main
            github | repository=octo/app ref=refs/heads/dev                    | repo:octo/app:ref:refs/heads/dev
            github | repository=octo/app ref=refs/tags/v1                      | repo:octo/app:ref:refs/tags/v1
            github | repository=octo/app eventName=pull_request                | repo:octo/app:pull_request
            github | repository=octo/app environment=prod                      | repo:octo/app:environment:prod
            github | environment=prod eventName=pull_request                   | repo:octo-org/octo-repo:environment:prod
            github | environment=prod:eu                                       | repo:octo-org/octo-repo:environment:prod%3Aeu
            github | repository=octocat/my-repo repositoryOwnerId=123456 repositoryId=456789 immutableSubject=true | repo:octocat@123456/my-repo@456789:ref:refs/heads/main
            github | repository=octocat/my-repo repositoryOwnerId=1 repositoryId=2 immutableSubject=true environment=prod | repo:octocat@1/my-repo@2:environment:prod
            github | includeClaimKeys=repo,context,actor actor=me              | repo:octo-org/octo-repo:ref:refs/heads/main:actor:me
            github | includeClaimKeys=repository_owner                         | repository_owner:octo-org
            github | includeClaimKeys=job_workflow_ref jobWorkflowRef=o/r/.github/workflows/w.yml@refs/heads/main | job_workflow_ref:o/r/.github/workflows/w.yml@refs/heads/main
            gitlab | ''                                                        | project_path:my-group/my-project:ref_type:branch:ref:main
            gitlab | projectPath=a/b/c ref=v1 refType=tag                      | project_path:a/b/c:ref_type:tag:ref:v1
            circleci | organizationId=ORG projectId=PROJECT userId=USER        | org/ORG/project/PROJECT/user/USER
            circleci | organizationId=ORG projectId=PROJECT userId=USER tokenVersion=2 | org/ORG/project/PROJECT/user/USER/vcs-origin/github.com/octo-org/octo-repo/vcs-ref/refs/heads/main
            buildkite | buildCommit=9f3182061f1e2cca4702c368cbc039b7dc9d4485 stepKey=build | organization:acme-inc:pipeline:super-duper-app:ref:refs/heads/main:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:build
            buildkite | buildCommit=9f3182061f1e2cca4702c368cbc039b7dc9d4485 buildTag=v1 | organization:acme-inc:pipeline:super-duper-app:ref:refs/tags/v1:commit:9f3182061f1e2cca4702c368cbc039b7dc9d4485:step:
            kubernetes | ''                                                    | system:serviceaccount:default:application
            kubernetes | namespace=shop serviceAccount=cart                    | system:serviceaccount:shop:cart
            terraform | ''                                                     | organization:my-organization:project:Default Project:workspace:my-workspace:run_phase:plan
            terraform | organization=o project=My+P workspace=w runPhase=apply | organization:o:project:My P:workspace:w:run_phase:apply
            """)
    void aSubject_isTheVendors(String preset, String options, String subject) {
        assertThat(request(preset, options).token().subject())
                .contains(
                        subject.replace("ORG", ORG).replace("PROJECT", PROJECT).replace("USER", USER));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            github     | ''                    | https://token.actions.githubusercontent.com | sts.amazonaws.com | PT5M | PT-10M
            github     | domain=octo           | https://token.actions.octo.ghe.com | sts.amazonaws.com | PT5M | PT-10M
            github     | enterprise=avocado    | https://token.actions.githubusercontent.com | sts.amazonaws.com | PT5M | PT-10M
            github     | enterprise=avocado enterpriseIssuer=true | https://token.actions.githubusercontent.com/avocado | sts.amazonaws.com | PT5M | PT-10M
            gitlab     | ''                    | https://gitlab.com | https://gitlab.com | PT1H | PT-5S
            gitlab     | host=git.example.com  | https://git.example.com | https://git.example.com | PT1H | PT-5S
            circleci   | organizationId=ORG    | https://oidc.circleci.com/org/ORG | ORG | PT1H |
            buildkite  | organizationSlug=acme | https://agent.buildkite.com | https://buildkite.com/acme | PT5M | PT0S
            terraform  | ''                    | https://app.terraform.io | aws.workload.identity | PT2H | PT-5S
            terraform  | host=tfe.example.com  | https://tfe.example.com | aws.workload.identity | PT2H | PT-5S
            """)
    void issuerAudienceAndLife_areTheVendors(
            String preset, String options, String issuer, String audience, Duration life, Duration notBefore) {
        TokenRequest token = request(preset, options).token();
        assertThat(token.issuer()).isEqualTo(issuer.replace("ORG", ORG));
        assertThat(token.audience()).containsExactly(audience.replace("ORG", ORG));
        assertThat(token.expiresIn()).isEqualTo(life);
        assertThat(token.notBefore().orElse(null)).isEqualTo(notBefore);
        assertThat(token.algorithm()).isEqualTo(TokenAlgorithm.RS256);
    }

    @Test
    void aKubernetesToken_hasAListOfAudiencesAndNoTyp() {
        TokenRequest token = request("kubernetes", "region=eu-west-1").token();
        assertThat(token.issuer())
                .isEqualTo("https://oidc.eks.eu-west-1.amazonaws.com/id/D4E5F60718293A4B5C6D7E8F90A1B2C3");
        assertThat(token.claims().path("aud")).isEqualTo(JSON.readTree("[\"sts.amazonaws.com\"]"));
        assertThat(token.omitHeader()).containsExactly("typ");
        assertThat(token.expiresIn()).isEqualTo(Duration.ofDays(1));
        assertThat(Preset.KUBERNETES.request().token(List.of("vault")).claims().path("aud"))
                .isEqualTo(JSON.readTree("[\"vault\"]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            github     | ''                                     | /ref_type                        | branch
            github     | ref=refs/tags/v1                       | /ref_type                        | tag
            github     | eventName=pull_request                 | /ref                             | refs/pull/1/merge
            github     | eventName=pull_request headRef=fix     | /head_ref                        | fix
            github     | eventName=pull_request                 | /base_ref                        | main
            github     | ''                                     | /head_ref                        | ''
            github     | repository=octo/app                    | /repository_owner                | octo
            github     | repository=octo/app ref=refs/heads/x   | /workflow_ref                    | octo/app/.github/workflows/release.yml@refs/heads/x
            github     | repository=octo/app ref=refs/heads/x   | /job_workflow_ref                | octo/app/.github/workflows/release.yml@refs/heads/x
            github     | actorId=12                             | /actor_id                        | 12
            github     | enterprise=avocado enterpriseId=2      | /enterprise_id                   | 2
            gitlab     | projectPath=a/b/c                      | /namespace_path                  | a/b
            gitlab     | ref=v1 refType=tag                     | /ref_path                        | refs/tags/v1
            gitlab     | userLogin=me                           | /user_email                      | me@example.com
            gitlab     | environment=prod                       | /environment_protected           | false
            circleci   | projectId=PROJECT                      | /oidc.circleci.com~1project-id   | PROJECT
            circleci   | sshRerun=true                          | /oidc.circleci.com~1ssh-rerun    | true
            buildkite  | buildNumber=7                          | /build_number                    | 7
            kubernetes | namespace=shop                         | /kubernetes.io/namespace         | shop
            kubernetes | serviceAccount=cart                    | /kubernetes.io/serviceaccount/name | cart
            kubernetes | podUid=PROJECT                         | /kubernetes.io/pod/uid           | PROJECT
            terraform  | organization=o workspace=w             | /terraform_full_workspace        | organization:o:project:Default Project:workspace:w
            terraform  | workspaceId=ws-mbsd5E3Ktt5Rg2Xm        | /terraform_workspace_id          | ws-mbsd5E3Ktt5Rg2Xm
            """)
    void claims_followFromTheFacts(String preset, String options, String pointer, String value) {
        JsonNode claim = request(preset, options).token().claims().at(pointer);
        assertThat(claim.isMissingNode()).isFalse();
        assertThat(claim.asString()).isEqualTo(value.replace("PROJECT", PROJECT));
    }

    @Test
    void whatAWorkloadDoesNotHave_isLeftOutOrNull() {
        assertThat(request("github", "").token().claims().propertyNames())
                .doesNotContain("environment", "enterprise", "enterprise_id");
        assertThat(request("gitlab", "").token().claims().propertyNames())
                .doesNotContain("environment", "environment_protected");
        assertThat(request("buildkite", "").token().claims().path("build_tag").isNull())
                .isTrue();
        assertThat(request("circleci", "").token().omitClaims()).containsExactly("jti");
    }

    @Test
    void ids_followFromNames() {
        ObjectNode one =
                request("github", "repository=octo/app actor=a").token().claims();
        ObjectNode same =
                request("github", "repository=octo/app actor=b").token().claims();
        ObjectNode sibling = request("github", "repository=octo/web").token().claims();
        assertThat(one.get("repository_id"))
                .isEqualTo(same.get("repository_id"))
                .isNotEqualTo(sibling.get("repository_id"));
        assertThat(one.get("repository_owner_id")).isEqualTo(sibling.get("repository_owner_id"));
        assertThat(one.get("actor_id")).isNotEqualTo(same.get("actor_id"));
        assertThat(one.get("repository_id").asString()).matches("[0-9]{1,10}");
        assertThat(one.get("sha").asString()).matches("[0-9a-f]{40}");
        assertThat(StableIds.uuid("a", "b")).matches(OptionForm.UUID.pattern()).isNotEqualTo(StableIds.uuid("b", "a"));
        assertThat(StableIds.letters("a", "b")).matches("[A-Za-z0-9]{16}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            github   | repositry=octo/app         | has no option "repositry"; did you mean "repository"?
            github   | zzzzzzzzzzzz=1             | has no option "zzzzzzzzzzzz"; its options are repository, ref,
            github   | repository=octo            | "repository" of github must be owner/name
            github   | repository=octo/app/more   | "repository" of github must be owner/name
            github   | ref=main                   | "ref" of github must be a ref that begins with refs/
            github   | eventName=pull_request_target | but not pull_request_target
            github   | sha=abc                    | 40 hexadecimal digits
            github   | eventName=pull_request ref=refs/heads/main | The event pull_request goes with
            github   | ref=refs/pull/1/merge      | The event pull_request goes with
            github   | headRef=fix                | Only a pull request has "headRef"
            github   | enterpriseIssuer=true      | "enterpriseIssuer" needs "enterprise"
            github   | enterpriseIssuer=true enterprise=a domain=b | does not go with "domain"
            github   | includeClaimKeys=repo,actr | did you mean "actor"?
            github   | includeClaimKeys=repo immutableSubject=true | either "includeClaimKeys" or "immutableSubject"
            gitlab   | projectPath=alone          | group/project
            circleci | organizationId=octo        | a UUID in lower case
            kubernetes | namespace=Shop           | a Kubernetes name
            terraform | runPhase=destroy          | plan or apply
            """)
    void whatCannotBe_isRefusedWithASentence(String preset, String options, String says) {
        assertThatThrownBy(() -> request(preset, options).token())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @EnumSource
    void everyOption_hasANameOfItsOwnAndADefaultOfItsForm(Preset preset) {
        Set<String> names = new HashSet<>();
        for (PresetOption option : preset.options()) {
            assertThat(names.add(option.name())).as(option.name()).isTrue();
            assertThat(option.name())
                    .matches("[a-z]+([A-Z][a-z]+)*")
                    .isNotIn("config", "claim", "omitClaim", "omitHeader");
            assertThat(TokenRequestReader.FIELDS).doesNotContain(option.name());
            option.defaultValue()
                    .ifPresent(value ->
                            assertThat(option.takes(value)).as(option.name()).isTrue());
            assertThat(option.takes(""))
                    .as("no text, as which all else than text is read")
                    .isFalse();
        }
    }

    @Test
    void aValue_isBounded() {
        String longest = "x".repeat(OptionForm.LONGEST);
        assertThat(request("github", "workflow=" + longest)
                        .token()
                        .claims()
                        .get("workflow")
                        .asString())
                .isEqualTo(longest);
        assertThatThrownBy(() -> request("github", "workflow=" + longest + "x")).hasMessageContaining("at most 255");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"preset":"github","repository":"octo/app","runNumber":7,"immutableSubject":false} | /run_number | 7
            {"preset":"github","repository":null}                    | /repository | octo-org/octo-repo
            {"preset":"github","claims":{"actor":"eve"}}             | /actor      | eve
            {"preset":"circleci","claims":{"jti":"j"}}               | /jti        | j
            """)
    void aBody_mayMixOptionsAndFields(String body, String pointer, String value) throws Exception {
        TokenRequest token = TokenRequest.fromJson((ObjectNode) JSON.readTree(body));
        assertThat(token.claims().at(pointer).asString()).isEqualTo(value);
        assertThat(token.omitClaims()).doesNotContain("jti");
    }

    @Test
    void theFieldsOfABody_goOnTop() throws Exception {
        TokenRequest token = TokenRequest.fromJson((ObjectNode) JSON.readTree("""
                {"preset":"gitlab","issuer":"https://i.example.com","audience":["a","b"],"subject":"s","expiresIn":60,
                 "notBefore":"-PT1M","algorithm":"ES256","header":{"typ":"x"},"omitClaims":"ref"}"""));
        assertThat(token.issuer()).isEqualTo("https://i.example.com");
        assertThat(token.audience()).containsExactly("a", "b");
        assertThat(token.subject()).contains("s");
        assertThat(token.expiresIn()).isEqualTo(Duration.ofMinutes(1));
        assertThat(token.notBefore()).contains(Duration.ofMinutes(-1));
        assertThat(token.algorithm()).isEqualTo(TokenAlgorithm.ES256);
        assertThat(token.header().path("typ").asString()).isEqualTo("x");
        assertThat(token.omitClaims()).containsExactly("ref");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"preset":"githab"}                       | did you mean "github"?
            {"preset":"jenkins-and-more"}             | the presets are buildkite, circleci, github, gitlab, kubernetes, terraform
            {"preset":1}                              | "preset" must be a string
            {"preset":"github","repository":["a/b"]}  | "repository" of github must be owner/name
            {"preset":"github","repo":"a/b"}          | has no option "repo"
            {"preset":"github","headRef":"x"}         | Only a pull request
            {"preset":"github","issuer":""}           | "issuer" is missing
            {"issuer":"https://i","notBefore":"soon"} | "notBefore" must be whole seconds
            {"issuer":"https://i","repository":"a/b"} | There is no field "repository"
            """)
    void aWrongBody_getsASentence(String body, String says) {
        assertThatThrownBy(() -> TokenRequest.fromJson((ObjectNode) JSON.readTree(body)))
                .isInstanceOf(InvalidTokenRequestException.class)
                .hasMessageContaining(says);
    }

    /** Whatever is given as options, there is a token or one sentence. */
    @Test
    void anyOptions_areTakenOrRefusedWithASentence() {
        Random random = new Random(20261125);
        String[] values = {
            "",
            "a/b",
            "refs/heads/main",
            "refs/pull/1/merge",
            "pull_request",
            "true",
            "repo,context",
            "a:b",
            "1",
            "\n",
            "é",
            "a@b",
            ORG,
            "x".repeat(300),
            "repo,,",
            "../..",
            "%s",
            "\ud800"
        };
        List<Preset> presets = List.of(Preset.values());
        int made = 0;
        for (int round = 0; round < 20_000; round++) {
            Preset preset = presets.get(random.nextInt(presets.size()));
            Map<String, String> options = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                PresetOption option =
                        preset.options().get(random.nextInt(preset.options().size()));
                options.put(option.name(), values[random.nextInt(values.length)]);
            }
            Throwable refusal = catchThrowable(
                    () -> assertThat(new PresetRequest(preset, options).token().subject())
                            .isPresent());
            if (refusal == null) {
                made++;
            } else {
                assertThat(refusal).as(options.toString()).isExactlyInstanceOf(IllegalArgumentException.class);
                assertThat(refusal.getMessage()).matches("[^\\n]{1,1200}[.?]");
            }
        }
        assertThat(made).isGreaterThan(1_000);
    }

    @Test
    void names_areThoseOfTheCommandLine() {
        assertThat(Preset.names()).isSorted().hasSize(Preset.values().length);
        assertThat(Arrays.stream(Preset.values()).map(Preset::vendor)).doesNotHaveDuplicates();
    }
}
