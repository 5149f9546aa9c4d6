package dev.understudy;

import static dev.understudy.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.understudy.support.Fixture;
import dev.understudy.support.RawHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTradeInTokenException;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenResponse;
import software.amazon.awssdk.services.sts.model.JwtPayloadSizeExceededException;
import software.amazon.awssdk.services.sts.model.OutboundWebIdentityFederationDisabledException;
import software.amazon.awssdk.services.sts.model.SessionDurationEscalationException;
import software.amazon.awssdk.services.sts.model.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GetWebIdentityToken with the AWS SDK over the socket; its tokens are read by Nimbus, as a service would that trusts them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GetWebIdentityTokenTest {
    private static final String ISSUER = "https://12345678-90ab-cdef-1234-567890abcdef.tokens.sts.global.api.aws";
    private static final String AWS = "https://sts.amazonaws.com/";
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String OTHER_ROLE = "arn:aws:iam::210987654321:role/Partner";

    private static final String CONFIGURATION =
            """
            accounts:
              - IssuerIdentifier: ISSUER
              - { account: "999999999999", JwtVendingEnabled: false }
            issuers: { https://idp.example.com: local }
            oidcProviders:
              - { Url: https://idp.example.com, ClientIdList: [app] }
              - { Url: ISSUER, ClientIdList: [partner], account: "210987654321" }
            users:
              - UserName: alice
                Tags: [{ Key: team, Value: blue }, { Key: site, Value: fra }]
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:GetSessionToken", "sts:GetFederationToken"]
                          Resource: "*"
                        - Effect: Allow
                          Action: ["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"]
                          Resource: "*"
                accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
              - UserName: narrow
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Action: sts:GetWebIdentityToken
                          Resource: "*"
                          Condition:
                            ForAllValues:StringEquals: { "sts:IdentityTokenAudience": [partner, friend] }
                            StringEquals: { "sts:SigningAlgorithm": ES384, "sts:SubjectMode": AWSIdentity }
                            NumericLessThanEquals: { "sts:DurationSeconds": 600 }
                accessKeys: [{ AccessKeyId: AKIANARROWNARROWNARR, SecretAccessKey: s }]
              - UserName: nobody
                accessKeys: [{ AccessKeyId: AKIANOBODYNOBODYNOBO, SecretAccessKey: s }]
              - UserName: disabled
                account: "999999999999"
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]
                accessKeys: [{ AccessKeyId: AKIADISABLEDDISABLED, SecretAccessKey: s }]
            roles:
              - RoleName: Service
                Path: /services/
                Tags: [{ Key: team, Value: red }, { Key: site, Value: fra }]
                Policies: [{ PolicyName: own, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "sts:*", Resource: "*" } } }]
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { AWS: "arn:aws:iam::123456789012:user/alice" }
                      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.com" }
                      Action: sts:AssumeRoleWithWebIdentity
              - RoleName: Partner
                account: "210987654321"
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::210987654321:oidc-provider/HOST" }
                      Action: sts:AssumeRoleWithWebIdentity
                      Condition:
                        StringEquals:
                          "HOST:aud": partner
                          "HOST:sub": "arn:aws:iam::123456789012:role/services/Service"
            """.replace("ISSUER", ISSUER).replace("HOST", ISSUER.substring("https://".length()));

    private Fixture fixture;
    private StsClient alice;
    private StsClient service;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIGURATION);
        alice = client("AKIAALICEALICEALICE2");
        service = fixture.sts(session(fixture, 3600));
    }

    @AfterAll
    void stop() {
        alice.close();
        service.close();
        fixture.close();
    }

    private StsClient client(String accessKeyId) {
        return fixture.sts(AwsBasicCredentials.create(accessKeyId, "s"));
    }

    private static Credentials session(Fixture fixture, int seconds) {
        try (StsClient alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"))) {
            return alice.assumeRole(it -> it.roleArn(IAM + "role/services/Service")
                            .roleSessionName("job-1")
                            .durationSeconds(seconds)
                            .sourceIdentity("alice")
                            .tags(tag("Team", "green"), tag("job", "1")))
                    .credentials();
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static GetWebIdentityTokenResponse token(StsClient caller, String algorithm, String... audience) {
        return caller.getWebIdentityToken(
                it -> it.audience(audience).signingAlgorithm(algorithm).durationSeconds(300));
    }

    /** What anybody gets who follows the issuer's address from its discovery document. */
    private JWKSet published() throws Exception {
        JsonNode discovery = discovery();
        String keys = fixture.send(java.net.http.HttpRequest.newBuilder(
                                URI.create(discovery.path("jwks_uri").asString()))
                        .build())
                .body();
        return JWKSet.parse(keys);
    }

    private JsonNode discovery() {
        return new JsonMapper()
                .readTree(fixture.get("/_understudy/issuers/" + ISSUER.substring("https://".length())
                                + "/.well-known/openid-configuration")
                        .body());
    }

    private JWTClaimsSet verified(String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES384), new ImmutableJWKSet<>(published())));
        return processor.process(token, null);
    }

    @ParameterizedTest
    @CsvSource({"RS256, RSA_0", "ES384, EC384_0"})
    void a_token_verifies_with_the_published_keys(String algorithm, String keyId) throws Exception {
        String token = token(alice, algorithm, "partner").webIdentityToken();
        assertThat(SignedJWT.parse(token).getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", algorithm, "kid", keyId, "typ", "JWT"));
        JWTClaimsSet claims = verified(token);
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo(IAM + "user/alice");
        assertThat(claims.toJSONObject().get("aud"))
                .as("one audience is a text")
                .isEqualTo("partner");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(claims.getJWTID()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder("aud", "sub", AWS, "iss", "exp", "iat", "jti");
    }

    @Test
    void the_issuer_publishes_what_aws_publishes() throws Exception {
        JsonNode discovery = discovery();
        assertThat(discovery.propertyNames())
                .containsExactly(
                        "claims_supported",
                        "id_token_signing_alg_values_supported",
                        "issuer",
                        "jwks_uri",
                        "subject_types_supported");
        assertThat(discovery.path("issuer").asString()).isEqualTo(ISSUER);
        assertThat(discovery.path("jwks_uri").asString()).endsWith(".api.aws/.well-known/jwks.json");
        List<JWK> keys = published().getKeys();
        assertThat(keys).extracting(JWK::getKeyID).containsExactly("RSA_0", "EC384_0");
        assertThat(keys).extracting(JWK::getAlgorithm).containsExactly(null, JWSAlgorithm.ES384);
    }

    /** As it is when the issuer's own name leads here. */
    @Test
    void the_issuer_is_served_under_its_own_name() throws Exception {
        String host = ISSUER.substring("https://".length());
        URI endpoint = fixture.understudy.endpoint();
        assertThat(RawHttp.get(endpoint, host, "/.well-known/openid-configuration"))
                .startsWith("HTTP/1.1 200")
                .contains("\"jwks_uri\":\"http://" + host + "/.well-known/jwks.json\"");
        assertThat(RawHttp.get(endpoint, host, "/.well-known/jwks.json"))
                .startsWith("HTTP/1.1 200")
                .contains("RSA_0");
        assertThat(RawHttp.get(endpoint, host, "/jwks"))
                .as("as those of other local issuers")
                .contains("RSA_0");
    }

    @Test
    void several_audiences_are_a_list_in_which_one_may_come_twice() throws Exception {
        JWTClaimsSet claims = verified(token(alice, "ES384", "b", "a", "b").webIdentityToken());
        assertThat(claims.getAudience()).containsExactly("b", "a", "b");
    }

    @Test
    void the_claims_of_a_user() throws Exception {
        String token = alice.getWebIdentityToken(
                        it -> it.audience("partner").signingAlgorithm("ES384").tags(tag("order", "42")))
                .webIdentityToken();
        assertThat(verified(token).getJSONObjectClaim(AWS))
                .isEqualTo(Map.of(
                        "aws_account",
                        "123456789012",
                        "source_region",
                        "us-east-1",
                        "principal_id",
                        IAM + "user/alice",
                        "principal_tags",
                        Map.of("team", "blue", "site", "fra"),
                        "request_tags",
                        Map.of("order", "42")));
    }

    @Test
    void the_claims_of_a_roles_session() throws Exception {
        JWTClaimsSet claims = verified(token(service, "RS256", "partner").webIdentityToken());
        assertThat(claims.getSubject()).as("that of the role").isEqualTo(IAM + "role/services/Service");
        Map<String, Object> aws = claims.getJSONObjectClaim(AWS);
        assertThat(Instant.parse((String) aws.get("original_session_exp")))
                .isBetween(
                        fixture.clock.instant().plusSeconds(3500),
                        fixture.clock.instant().plusSeconds(3600));
        assertThat(aws)
                .containsEntry("principal_id", IAM + "role/services/Service")
                .containsEntry("source_identity", "alice")
                .doesNotContainKey("federated_provider")
                .doesNotContainKey("request_tags");
        assertThat(aws.get("principal_tags"))
                .as("the session's tags and the role's; Team and team are one (documented of AssumeRole)")
                .isEqualTo(Map.of("Team", "green", "job", "1", "site", "fra"));
    }

    @Test
    void the_claims_of_somebody_who_came_with_a_token() throws Exception {
        try (StsClient nobody = fixture.sts();
                StsClient web =
                        fixture.sts(nobody.assumeRoleWithWebIdentity(it -> it.roleArn(IAM + "role/services/Service")
                                        .roleSessionName("web")
                                        .webIdentityToken(fixture.token(
                                                "{\"issuer\": \"https://idp.example.com\", \"audience\": \"app\"}")))
                                .credentials())) {
            assertThat(verified(token(web, "RS256", "partner").webIdentityToken())
                            .getJSONObjectClaim(AWS))
                    .containsEntry("federated_provider", IAM + "oidc-provider/idp.example.com");
        }
    }

    @Test
    void the_region_is_that_of_the_signature() throws Exception {
        try (StsClient frankfurt =
                fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"), Region.EU_CENTRAL_1)) {
            assertThat(verified(token(frankfurt, "RS256", "a").webIdentityToken())
                            .getJSONObjectClaim(AWS))
                    .containsEntry("source_region", "eu-central-1");
        }
    }

    @Test
    void the_answer_has_the_expiration_in_milliseconds() {
        GetWebIdentityTokenResponse answer = token(alice, "RS256", "a");
        Instant expected = fixture.clock.instant().plusSeconds(300).truncatedTo(ChronoUnit.MILLIS);
        assertThat(expected).as("or it would show nothing").isNotEqualTo(expected.truncatedTo(ChronoUnit.SECONDS));
        assertThat(answer.expiration()).isEqualTo(expected);
    }

    @Test
    void a_role_of_another_account_is_taken_with_it() {
        String token = token(service, "ES384", "partner").webIdentityToken();
        try (StsClient nobody = fixture.sts()) {
            AssumeRoleWithWebIdentityResponse answer = nobody.assumeRoleWithWebIdentity(
                    it -> it.roleArn(OTHER_ROLE).roleSessionName("partner").webIdentityToken(token));
            assertThat(answer.subjectFromWebIdentityToken()).isEqualTo(IAM + "role/services/Service");
            try (StsClient partner = fixture.sts(answer.credentials())) {
                assertThat(partner.getCallerIdentity().account()).isEqualTo("210987654321");
            }
        }
    }

    @Test
    void another_principal_another_audience_and_a_forged_token_do_not_take_it() {
        try (StsClient nobody = fixture.sts()) {
            String denied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
            String ofAlice = token(alice, "ES384", "partner").webIdentityToken();
            assertRefused(() -> take(nobody, ofAlice), 403, "AccessDenied", denied);
            assertRefused(
                    () -> take(nobody, token(service, "ES384", "friend").webIdentityToken()),
                    400,
                    "InvalidIdentityToken",
                    "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity"
                            + " documentation for requirements.");
            String good = token(service, "ES384", "partner").webIdentityToken();
            String forged = good.substring(0, good.lastIndexOf('.')) + ofAlice.substring(ofAlice.lastIndexOf('.'));
            assertThatThrownBy(() -> take(nobody, forged)).hasMessageContaining("could not be validated");
        }
    }

    private static void take(StsClient client, String token) {
        client.assumeRoleWithWebIdentity(
                it -> it.roleArn(OTHER_ROLE).roleSessionName("partner").webIdentityToken(token));
    }

    @Test
    void after_a_rotation_the_ids_count_on_and_the_earlier_tokens_are_good() throws Exception {
        try (Fixture own = Fixture.of(CONFIGURATION);
                StsClient caller = own.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"));
                StsClient nobody = own.sts();
                StsClient job = own.sts(session(own, 3600))) {
            String before = token(job, "RS256", "partner").webIdentityToken();
            own.control("POST", "/_understudy/issuers/" + ISSUER.substring("https://".length()) + "/rotate", "{}");
            String after = token(job, "RS256", "partner").webIdentityToken();
            assertThat(SignedJWT.parse(after).getHeader().getKeyID()).isEqualTo("RSA_1");
            take(nobody, before);
            take(nobody, after);
            own.control(
                    "POST",
                    "/_understudy/issuers/" + ISSUER.substring("https://".length()) + "/rotate",
                    "{\"retire\": true}");
            assertThatThrownBy(() -> take(nobody, before)).hasMessageContaining("Couldn't retrieve verification key");
            assertThat(SignedJWT.parse(token(caller, "ES384", "a").webIdentityToken())
                            .getHeader()
                            .getKeyID())
                    .isEqualTo("EC384_2");
        }
    }

    @Test
    void without_configuration_an_account_has_an_issuer_of_its_own() throws Exception {
        try (Fixture packaged = Fixture.packaged();
                StsClient user =
                        packaged.sts(AwsBasicCredentials.create("AKIARZPUZDIKGB2VALC4", Fixture.USER_SECRET))) {
            String token = token(user, "RS256", "a").webIdentityToken();
            String issuer = SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
            assertThat(issuer).matches("https://[0-9a-f-]{36}\\.tokens\\.sts\\.global\\.api\\.aws");
            assertThat(packaged.control("GET", "/_understudy/issuers", "").toString())
                    .contains(issuer);
        }
    }

    @Test
    void a_test_can_sign_as_the_issuer_but_only_as_sts_signs() {
        String wanted =
                "{\"issuer\": \"" + ISSUER + "\", \"audience\": \"a\", \"subject\": \"s\", \"algorithm\": \"%s\"}";
        assertThat(fixture.control("POST", "/_understudy/tokens", wanted.formatted("ES384"))
                        .path("token")
                        .asString())
                .startsWith("ey");
        assertThat(fixture.control("POST", "/_understudy/tokens", wanted.formatted("ES256"))
                        .path("error")
                        .asString())
                .isEqualTo(ISSUER + " has no key for ES256; STS signs with RS256 and ES384.");
    }

    @Test
    void nobody_signs_in_at_sts() {
        String base = "/_understudy/issuers/" + ISSUER.substring("https://".length());
        assertThat(fixture.get(base + "/authorize?client_id=a").statusCode()).isEqualTo(404);
        assertThat(fixture.get(base + "/token").statusCode()).isEqualTo(404);
        assertThat(fixture.get(base + "/jwks").body())
                .isEqualTo(fixture.get(base + "/.well-known/jwks.json").body())
                .contains("EC384_0");
    }

    // Leave.

    @Test
    void it_needs_leave_and_for_tags_more_leave() {
        try (StsClient nobody = client("AKIANOBODYNOBODYNOBO");
                StsClient narrow = client("AKIANARROWNARROWNARR")) {
            assertRefused(
                    () -> token(nobody, "RS256", "a"),
                    403,
                    "AccessDenied",
                    "User: " + IAM + "user/nobody is not authorized to perform: sts:GetWebIdentityToken");
            assertRefused(
                    () -> narrow.getWebIdentityToken(it ->
                            it.audience("partner").signingAlgorithm("ES384").tags(tag("a", "b"))),
                    403,
                    "AccessDenied",
                    "User: " + IAM + "user/narrow is not authorized to perform: sts:TagGetWebIdentityToken");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "partner, ES384, 600, true",
        "partner friend, ES384, 60, true",
        "partner other, ES384, 60, false",
        "partner, RS256, 60, false",
        "partner, ES384, 601, false"
    })
    void policies_see_audiences_algorithm_and_duration(
            String audiences, String algorithm, int seconds, boolean allowed) {
        try (StsClient narrow = client("AKIANARROWNARROWNARR")) {
            Runnable call = () -> narrow.getWebIdentityToken(it -> it.audience(audiences.split(" ", -1))
                    .signingAlgorithm(algorithm)
                    .durationSeconds(seconds));
            if (allowed) {
                call.run();
            } else {
                assertThatThrownBy(call::run).hasMessageContaining("not authorized");
            }
        }
    }

    @Test
    void an_account_can_have_it_switched_off() {
        try (StsClient disabled = client("AKIADISABLEDDISABLED")) {
            assertThatThrownBy(() -> token(disabled, "RS256", "a"))
                    .isInstanceOf(OutboundWebIdentityFederationDisabledException.class);
        }
        assertThat(fixture.control("GET", "/_understudy/issuers", "").toString())
                .doesNotContain("999999999999");
    }

    @Test
    void credentials_that_may_call_nothing_else_may_not_call_it() {
        try (StsClient federated = fixture.sts(
                        alice.getFederationToken(it -> it.name("bob")).credentials());
                StsClient withoutMfa = fixture.sts(alice.getSessionToken().credentials())) {
            for (StsClient caller : List.of(federated, withoutMfa)) {
                assertThatThrownBy(() -> token(caller, "RS256", "a")).hasMessageContaining("is not authorized");
            }
        }
    }

    // Limits.

    @Test
    void a_token_does_not_outlive_the_session() {
        try (StsClient brief = fixture.sts(session(fixture, 900))) {
            GetWebIdentityTokenRequest request = GetWebIdentityTokenRequest.builder()
                    .audience("a")
                    .signingAlgorithm("RS256")
                    .durationSeconds(890)
                    .build();
            assertThat(brief.getWebIdentityToken(request).webIdentityToken()).isNotEmpty();
            assertThatThrownBy(() -> brief.getWebIdentityToken(
                            request.toBuilder().durationSeconds(901).build()))
                    .isInstanceOf(SessionDurationEscalationException.class);
        }
    }

    @Test
    void a_payload_has_a_largest_size_and_every_token_can_be_taken_to_sts() {
        List<Tag> tags = IntStream.range(0, 50)
                .mapToObj(number -> tag("k".repeat(20) + number, "v".repeat(235)))
                .toList();
        String most = alice.getWebIdentityToken(
                        it -> it.audience("a").signingAlgorithm("RS256").tags(tags))
                .webIdentityToken();
        assertThat(most).hasSizeLessThanOrEqualTo(20_000).hasSizeGreaterThan(17_000);
        List<String> audiences = Collections.nCopies(10, "a".repeat(1000));
        assertThatThrownBy(() -> alice.getWebIdentityToken(
                        it -> it.audience(audiences).signingAlgorithm("RS256").tags(tags)))
                .isInstanceOf(JwtPayloadSizeExceededException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS512", "none1", "rs256"})
    void other_algorithms_are_refused(String algorithm) {
        assertRefused(
                () -> token(alice, algorithm, "a"),
                400,
                "ValidationError",
                "SigningAlgorithm must be RS256 or ES384, not " + algorithm);
    }

    @Test
    void a_trade_in_token_is_always_one_that_has_expired() {
        assertThatThrownBy(() -> alice.getDelegatedAccessToken(it -> it.tradeInToken("anything")))
                .isInstanceOf(ExpiredTradeInTokenException.class);
    }
}
