package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.Fixture;
import dev.understudy.support.RawHttp;
import dev.understudy.support.SignedCalls;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;
import software.amazon.awssdk.services.sts.model.Tag;

/** One endpoint stands for those of all regions; which one a call means, its signature or its Host tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionsTest {
    private static final String WEB = "arn:aws:iam::210987654321:role/Web";

    private static final String CONFIGURATION = """
            region: us-west-2
            accounts:
              - { account: "210987654321", disabledRegions: [ap-east-1, us-west-2] }
            issuers: { https://idp.example.com: local }
            oidcProviders: [{ Url: https://idp.example.com, ClientIdList: [app], account: "210987654321" }]
            samlProviders: [{ Name: Corp, local: true, account: "210987654321" }]
            users:
              - UserName: alice
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "sts:*", Resource: "*" } } }]
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
              - UserName: bob
                account: "210987654321"
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "sts:*", Resource: "*" } } }]
                accessKeys: [{ AccessKeyId: AKIABOBBOBBOBBOBBOB2, SecretAccessKey: s }]
            roles:
              - RoleName: Web
                account: "210987654321"
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - { Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole }
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::210987654321:oidc-provider/idp.example.com" }
                      Action: sts:AssumeRoleWithWebIdentity
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::210987654321:saml-provider/Corp" }
                      Action: sts:AssumeRoleWithSAML
              - RoleName: Frankfurt
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { AWS: "arn:aws:iam::123456789012:user/alice" }
                      Action: sts:AssumeRole
                      Condition: { StringEquals: { "aws:RequestedRegion": eu-central-1 } }
            """;

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIGURATION);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private StsClient client(String accessKeyId, String region) {
        return fixture.sts(AwsBasicCredentials.create(accessKeyId, "s"), Region.of(region));
    }

    record Action(String name, String account, Consumer<StsClient> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Every action that gives credentials, and the account for which it gives them. */
    Stream<Action> givesCredentials() {
        String member = "210987654321";
        return Stream.of(
                new Action(
                        "AssumeRole",
                        member,
                        sts -> sts.assumeRole(it -> it.roleArn(WEB).roleSessionName("mine"))),
                new Action(
                        "AssumeRoot",
                        member,
                        sts -> sts.assumeRoot(it -> it.targetPrincipal(member)
                                .taskPolicyArn(task ->
                                        task.arn("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials")))),
                new Action(
                        "AssumeRoleWithWebIdentity",
                        member,
                        sts -> sts.assumeRoleWithWebIdentity(it -> it.roleArn(WEB)
                                .roleSessionName("web")
                                .webIdentityToken(fixture.token(
                                        "{\"issuer\": \"https://idp.example.com\", \"audience\": \"app\"}")))),
                new Action(
                        "AssumeRoleWithSAML",
                        member,
                        sts -> sts.assumeRoleWithSAML(it -> it.roleArn(WEB)
                                .principalArn("arn:aws:iam::210987654321:saml-provider/Corp")
                                .samlAssertion(fixture.control(
                                                "POST",
                                                "/_understudy/saml/Corp/assertions",
                                                "{\"subject\": \"a\", \"sessionName\": \"alice\", \"roles\": [\"" + WEB
                                                        + "\"]}")
                                        .required("SAMLAssertion")
                                        .asString()))));
    }

    /** Unsigned actions show the region by their Host only, so theirs is the configuration's here. */
    @ParameterizedTest
    @MethodSource("givesCredentials")
    void credentials_are_not_given_where_the_account_has_switched_sts_off(Action action) {
        try (StsClient alice = client("AKIAALICEALICEALICE2", "us-west-2")) {
            assertRefused(
                    () -> action.call().accept(alice),
                    403,
                    "RegionDisabledException",
                    "STS is not activated in this region for account:" + action.account()
                            + ". Your account administrator can activate STS in this region using the IAM Console.");
            assertThatThrownBy(() -> action.call().accept(alice)).isInstanceOf(RegionDisabledException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ap-east-1, false", "us-west-2, false", "us-east-1, true", "cn-north-1, true"})
    void the_scope_of_the_signature_is_the_region(String region, boolean active) {
        try (StsClient bob = client("AKIABOBBOBBOBBOBBOB2", region)) {
            assertThat(bob.getCallerIdentity().account()).isEqualTo("210987654321");
            for (Runnable call :
                    List.<Runnable>of(bob::getSessionToken, () -> bob.getFederationToken(it -> it.name("carol")))) {
                if (active) {
                    call.run();
                } else {
                    assertThatThrownBy(call::run).isInstanceOf(RegionDisabledException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ap-east-1, false", "us-east-1, true"})
    void a_session_is_narrowed_only_where_its_account_has_sts_on(String region, boolean active) {
        try (StsClient bob = client("AKIABOBBOBBOBBOBBOB2", "us-east-1")) {
            Credentials session = bob.getSessionToken().credentials();
            String answer = new SignedCalls(fixture)
                    .call(
                            AwsSessionCredentials.create(
                                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
                            region,
                            Map.of(
                                    "Action", "GetScopedCredentials",
                                    "Version", "2011-06-15",
                                    "DurationSeconds", "60"))
                    .toString();
            assertThat(answer).contains(active ? "GetScopedCredentialsResult" : "RegionDisabledException");
        }
    }

    /** Ours: whatever else is wrong is said first. */
    @Test
    void the_region_is_looked_at_last() {
        String large =
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"
                        + " ".repeat(1_900);
        List<Tag> tags = IntStream.range(0, 10)
                .mapToObj(i -> Tag.builder().key("k" + i).value("v".repeat(250)).build())
                .toList();
        try (StsClient bob = client("AKIABOBBOBBOBBOBBOB2", "ap-east-1")) {
            assertThatThrownBy(() -> bob.getFederationToken(
                            it -> it.name("carol").policy(large).tags(tags)))
                    .isInstanceOf(PackedPolicyTooLargeException.class);
            assertThatThrownBy(() -> bob.assumeRole(
                            it -> it.roleArn(WEB).roleSessionName("mine").policy(large + " ".repeat(4_000))))
                    .isInstanceOf(PackedPolicyTooLargeException.class);
        }
    }

    @Test
    void the_callers_own_account_does_not_count() {
        try (StsClient alice = client("AKIAALICEALICEALICE2", "ap-east-1")) {
            assertThat(alice.getSessionToken().credentials()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1, true", "us-west-2, false"})
    void policies_see_the_scope_as_the_requested_region(String region, boolean allowed) {
        try (StsClient alice = client("AKIAALICEALICEALICE2", region)) {
            Runnable call = () -> alice.assumeRole(
                    it -> it.roleArn("arn:aws:iam::123456789012:role/Frankfurt").roleSessionName("mine"));
            if (allowed) {
                call.run();
            } else {
                assertThatThrownBy(call::run).hasMessageContaining("is not authorized to perform: sts:AssumeRole");
            }
        }
    }

    /** An application that leads STS's own names here, as a container's network can. */
    @ParameterizedTest
    @CsvSource({
        "sts.us-east-1.amazonaws.com, true",
        "STS.US-EAST-1.AMAZONAWS.COM:443, true",
        "sts.amazonaws.com, true",
        "sts-fips.us-east-1.amazonaws.com, true",
        "sts.us-east-1.api.aws, true",
        "sts.cn-north-1.amazonaws.com.cn, true",
        "sts.cn-north-1.api.amazonwebservices.com.cn, true",
        "sts.eusc-de-east-1.amazonaws.eu, true",
        "sts.eusc-de-east-1.api.amazonwebservices.eu, true",
        "sts.us-iso-east-1.c2s.ic.gov, true",
        "sts.us-iso-east-1.api.aws.ic.gov, true",
        "sts.us-isob-east-1.sc2s.sgov.gov, true",
        "sts.us-isob-east-1.api.aws.scloud, true",
        "sts.eu-isoe-west-1.cloud.adc-e.uk, true",
        "sts.eu-isoe-west-1.api.cloud-aws.adc-e.uk, true",
        "sts.us-isof-south-1.csp.hci.ic.gov, true",
        "sts.us-isof-south-1.api.aws.hci.ic.gov, true",
        "sts.ap-east-1.amazonaws.com, false",
        "sts.us-west-2.amazonaws.com, false",
        "sts.nowhere.amazonaws.com, false",
        "sts.us-east-1.example.com, false",
        "localhost:4592, false"
    })
    void an_unsigned_call_is_for_the_region_of_the_endpoints_name(String host, boolean active) throws Exception {
        Map<String, String> call =
                fixture.assumeRole(fixture.token("{\"issuer\": \"https://idp.example.com\", \"audience\": \"app\"}"));
        call.put("RoleArn", WEB);
        String answer = RawHttp.post(fixture.understudy.endpoint(), host, Fixture.form(call));
        assertThat(answer).contains(active ? "<AccessKeyId>ASIA" : "<Code>RegionDisabledException</Code>");
    }

    @Test
    void the_decision_says_which_account_and_which_region() {
        try (StsClient bob = client("AKIABOBBOBBOBBOBBOB2", "ap-east-1")) {
            assertThatThrownBy(bob::getSessionToken).isInstanceOfSatisfying(RegionDisabledException.class, refused -> {
                String summary = fixture.control("GET", "/_understudy/decisions/" + refused.requestId(), "")
                        .path("summary")
                        .asString();
                assertThat(summary).contains("ap-east-1").contains("210987654321");
            });
        }
    }
}
