package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The AWS SDK for Java, over the socket, with a SAML provider that Understudy plays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumeRoleWithSamlTest {
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String ROLE = IAM + "role/people/Reader";
    private static final String TAGGED = IAM + "role/Tagged";
    private static final String PROVIDER = IAM + "saml-provider/Corp";
    private static final String SIGN_IN = "https://signin.aws.amazon.com/saml";
    private static final JsonMapper JSON = new JsonMapper();

    private static final String CONFIG = """
            samlProviders:
              - { Name: Corp, local: true }
              - { Name: Other, local: true }
              - { Name: Corp, local: true, account: 111122223333 }
            roles:
              - RoleName: Reader
                Path: /people/
                MaxSessionDuration: 7200
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
                      Action: sts:AssumeRoleWithSAML
                      Condition: { StringEquals: { "saml:aud": "https://signin.aws.amazon.com/saml" } }
                Policies:
                  - PolicyName: own
                    PolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - { Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::home/${saml:sub}/*" }
              - RoleName: Tagged
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
                      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]
              - RoleName: Staff
                AssumeRolePolicyDocument:
                  Version: 2012-10-17
                  Statement:
                    - Effect: Allow
                      Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
                      Action: sts:AssumeRoleWithSAML
                      Condition:
                        StringEquals:
                          saml:edupersonorgdn: ExampleOrg
                          saml:doc: 123456789012/Corp
                          saml:iss: urn:understudy:saml:Corp
                          saml:sub: alice
                          saml:sub_type: persistent
                          saml:mail: alice@example.org
                          sts:RoleSessionName: alice
                        "ForAnyValue:StringLike": { saml:edupersonaffiliation: [faculty, "sta*"] }
            """;

    private Fixture fixture;
    private StsClient sts;

    @BeforeAll
    void start() {
        fixture = Fixture.of(CONFIG);
        sts = fixture.sts();
    }

    @AfterAll
    void stop() {
        sts.close();
        fixture.close();
    }

    private String assertion(String members) {
        ObjectNode request = JSON.createObjectNode().put("subject", "alice").put("sessionName", "alice");
        request.putArray("roles").add(ROLE).add(TAGGED).add(IAM + "role/Staff");
        request.setAll((ObjectNode) JSON.readTree(members));
        return fixture.control("POST", "/_understudy/saml/Corp/assertions", request.toString())
                .required("SAMLAssertion")
                .asString();
    }

    private AssumeRoleWithSamlResponse assume(String assertion, Consumer<AssumeRoleWithSamlRequest.Builder> changes) {
        return sts.assumeRoleWithSAML(request -> {
            request.roleArn(ROLE).principalArn(PROVIDER).samlAssertion(assertion);
            changes.accept(request);
        });
    }

    private AssumeRoleWithSamlResponse assume(String assertion) {
        return assume(assertion, request -> {});
    }

    @Test
    void a_good_assertion_is_exchanged_for_credentials_that_sign() throws Exception {
        AssumeRoleWithSamlResponse answer = assume(assertion("{}"));

        assertThat(answer.subject()).isEqualTo("alice");
        assertThat(answer.subjectType()).isEqualTo("persistent");
        assertThat(answer.issuer()).isEqualTo("urn:understudy:saml:Corp");
        assertThat(answer.audience()).isEqualTo(SIGN_IN);
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest("urn:understudy:saml:Corp123456789012/Corp".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.nameQualifier()).isEqualTo(Base64.getEncoder().encodeToString(hash));
        assertThat(answer.sourceIdentity()).isNull();
        assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::123456789012:assumed-role/Reader/alice");
        assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:alice");
        assertThat(answer.credentials().expiration())
                .isEqualTo(
                        fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));

        try (StsClient session = fixture.sts(answer.credentials())) {
            GetCallerIdentityResponse identity = session.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo(answer.assumedRoleUser().arn());
            assertThat(identity.userId()).isEqualTo(answer.assumedRoleUser().assumedRoleId());
        }
    }

    @Test
    void the_session_knows_the_user_by_the_keys_that_aws_keeps() {
        AssumeRoleWithSamlResponse answer = assume(assertion("{}"));
        assertThat(authorize(answer, "arn:aws:s3:::home/alice/file")).isEqualTo("allowed");
        assertThat(authorize(answer, "arn:aws:s3:::home/bob/file")).isEqualTo("implicitDeny");
    }

    private String authorize(AssumeRoleWithSamlResponse answer, String resource) {
        ObjectNode request =
                JSON.createObjectNode().put("action", "s3:GetObject").put("resource", resource);
        request.putObject("credentials")
                .put("accessKeyId", answer.credentials().accessKeyId())
                .put("sessionToken", answer.credentials().sessionToken());
        return fixture.control("POST", "/_understudy/authorize", request.toString())
                .required("decision")
                .asString();
    }

    @Test
    void the_answer_has_the_order_of_the_api_reference() {
        HttpResponse<String> answer = fixture.call(parameters(assertion("{}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("""
                        <AssumeRoleWithSAMLResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <AssumeRoleWithSAMLResult>
                            <Issuer>urn:understudy:saml:Corp</Issuer>
                        """)
                .containsSubsequence(
                        "<AssumedRoleUser>",
                        "<Credentials>",
                        "<Audience>" + SIGN_IN + "</Audience>",
                        "<SubjectType>persistent</SubjectType>",
                        "<PackedPolicySize>",
                        "<NameQualifier>",
                        "<Subject>alice</Subject>");
    }

    private static Map<String, String> parameters(String assertion) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "AssumeRoleWithSAML");
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", ROLE);
        parameters.put("PrincipalArn", PROVIDER);
        parameters.put("SAMLAssertion", assertion);
        return parameters;
    }

    @Test
    void each_parameter_has_the_model_s_constraints() {
        Map<String, String> parameters = parameters("abc");
        parameters.remove("PrincipalArn");
        assertThat(fixture.call(parameters).body())
                .contains("<Code>ValidationError</Code>")
                .contains("2 validation errors detected: Value null at 'principalArn' failed to satisfy constraint:"
                        + " Member must not be null; Value at 'sAMLAssertion' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 4");
        assertThat(fixture.call(parameters("a".repeat(100_000))).body()).contains("InvalidIdentityToken");
        assertThat(fixture.call(parameters("a".repeat(100_001))).body())
                .contains("Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 100000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"signature": "none"}       | InvalidIdentityToken  | Response signature invalid
            {"signature": "otherKey"}   | InvalidIdentityToken  | Response signature invalid
            {"expiresIn": -1}           | ExpiredTokenException | Response has expired
            {"audience": "urn:other"}   | InvalidIdentityToken  | Response does not contain the required audience.
            {"recipient": "https://x"}  | InvalidIdentityToken  | Your request included an invalid SAML response.
            {"sessionName": null}       | InvalidIdentityToken  | RoleSessionName is required in AuthnResponse
            {"sessionName": "a"}        | InvalidIdentityToken  | RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}
            {"sourceIdentity": "aws:a"} | InvalidIdentityToken  | Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"
            {"subject": null}           | AccessDenied          | Not authorized to perform sts:AssumeRoleWithSAML
            {"roles": ["arn:aws:iam::123456789012:role/Tagged"]} | AccessDenied | Not authorized to perform sts:AssumeRoleWithSAML
            {"roles": ["arn:aws:iam::123456789012:role/people/Reader,arn:aws:iam::123456789012:saml-provider/Other"]} | AccessDenied | Not authorized to perform sts:AssumeRoleWithSAML
            {"tags": {"a": "b"}}        | AccessDenied          | Not authorized to perform sts:TagSession
            {"sourceIdentity": "alice"} | AccessDenied          | Not authorized to perform sts:SetSourceIdentity
            """)
    void a_refusal_has_aws_s_words(String members, String code, String message) {
        assertRefused(assertion(members), request -> {}, code, message);
    }

    @Test
    void an_assertion_is_good_for_five_minutes() {
        String lasting = assertion("{\"expiresIn\": \"PT1H\"}");
        assume(lasting);
        fixture.control("POST", "/_understudy/clock/advance", "{\"by\": \"PT5M\"}");
        try {
            assertThatThrownBy(() -> assume(lasting))
                    .isInstanceOf(ExpiredTokenException.class)
                    .hasMessageContaining("Token must be redeemed within 5 minutes of issuance");
        } finally {
            fixture.control("DELETE", "/_understudy/clock", "");
        }
    }

    @Test
    void the_provider_and_its_issuer_must_be_those_of_the_call() {
        String assertion = assertion("{}");
        assertThatThrownBy(() -> assume(assertion, request -> request.principalArn(IAM + "saml-provider/Missing")))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageMatching(
                        "(?s)Specified provider doesn't exist \\(Service: AWSOpenIdDiscoveryService; Status Code: 400;"
                                + " Error Code: AuthSamlManifestNotFoundException; Request ID: [0-9a-f-]{36}; Proxy: null\\).*");
        assertThatThrownBy(() -> assume(assertion, request -> request.principalArn(IAM + "saml-provider/Other")))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("Issuer not present in specified provider (Service: AWSOpenIdDiscoveryService;");
        assertThatThrownBy(() -> assume("garbage!"))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("Invalid base64 SAMLResponse (Service: AWSOpenIdDiscoveryService;");
        assertRefused(
                assertion,
                request -> request.principalArn(IAM + "oidc-provider/Corp"),
                "ValidationError",
                "Request ARN is invalid");
        assertRefused(
                assertion("{\"roles\": [\"%s,arn:aws:iam::111122223333:saml-provider/Corp\"]}".formatted(ROLE)),
                request -> request.principalArn("arn:aws:iam::111122223333:saml-provider/Corp"),
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithSAML");
        assertRefused(
                assertion("{\"roles\": [\"%srole/Missing\"]}".formatted(IAM)),
                request -> request.roleArn(IAM + "role/Missing"),
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {}                                                     | -    | 3600
            {}                                                     | 7200 | 7200
            {"sessionDuration": 900}                               | -    | 900
            {"sessionDuration": 7200}                              | -    | 3600
            {"sessionExpiresIn": 60}                               | -    | 60
            {"sessionExpiresIn": "PT8H"}                           | 900  | 900
            {"sessionExpiresIn": 1000, "sessionDuration": 1001}    | 7200 | 1000
            """)
    void the_shortest_of_all_durations_counts(String members, Integer asked, long seconds) {
        assertThat(assume(assertion(members), request -> request.durationSeconds(asked))
                        .credentials()
                        .expiration())
                .isBetween(
                        fixture.clock.instant().plusSeconds(seconds - 2),
                        fixture.clock.instant().plusSeconds(seconds));
    }

    @Test
    void the_role_s_maximum_is_never_passed() {
        assertRefused(
                assertion("{}"),
                request -> request.durationSeconds(7201),
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        assertThatThrownBy(() -> assume(assertion("{}"), request -> request.policy("{")))
                .isInstanceOf(MalformedPolicyDocumentException.class);
        assertRefused(
                assertion("{}"),
                request -> request.policyArns(List.of(PolicyDescriptorType.builder()
                        .arn("arn:aws:iam::111122223333:policy/Foreign")
                        .build())),
                "ValidationError",
                "arn:aws:iam::111122223333:policy/Foreign is invalid");
    }

    @Test
    void tags_and_a_source_identity_go_into_the_session() {
        AssumeRoleWithSamlResponse answer = assume(
                assertion(
                        "{\"tags\": {\"team\": \"mobile\"}, \"transitiveTagKeys\": [\"team\"], \"sourceIdentity\": \"alice\"}"),
                request -> request.roleArn(TAGGED));
        assertThat(answer.sourceIdentity()).isEqualTo("alice");
        assertRefused(
                assertion("{\"tags\": {\"aws:team\": \"mobile\"}}"),
                request -> request.roleArn(TAGGED),
                "InvalidParameterValue",
                "The tag key aws:team begins with aws:, which is reserved.");
    }

    @Test
    void conditions_see_the_assertion_s_attributes() {
        String staff = """
                {"attributes": {"urn:oid:1.3.6.1.4.1.5923.1.1.1.1": ["staff", "member"],
                                "urn:oid:1.3.6.1.4.1.5923.1.1.1.3": ["ExampleOrg"],
                                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress": ["alice@example.org"]}}""";
        String role = IAM + "role/Staff";
        assertThat(assume(assertion(staff), request -> request.roleArn(role)).subject())
                .isEqualTo("alice");
        for (String wrong : List.of("staff|student", "ExampleOrg|Other", "alice@example|bob@example")) {
            String[] change = wrong.split("\\|");
            assertRefused(
                    assertion(staff.replace(change[0], change[1])),
                    request -> request.roleArn(role),
                    "AccessDenied",
                    "Not authorized to perform sts:AssumeRoleWithSAML");
        }
    }

    @Test
    void a_call_is_explained_recorded_and_counted() {
        fixture.control("DELETE", "/_understudy/events", "");
        String assertion = assertion("{\"signature\": \"otherKey\"}");
        JsonNode explained = fixture.control(
                "POST",
                "/_understudy/explain",
                JSON.valueToTree(parameters(assertion)).toString());
        assertThat(explained.required("outcome").asString()).isEqualTo("refused");
        assertThat(explained.required("summary").asString())
                .isEqualTo(
                        "The signature (ECDSA_SHA256) over the Assertion does not verify with any key of the provider's"
                                + " metadata.");
        assertThat(explained.required("steps").toString()).contains("assertion signature");

        assertThat(fixture.call(parameters(assertion)).statusCode()).isEqualTo(400);
        JsonNode event = fixture.control("GET", "/_understudy/events?action=AssumeRoleWithSAML", "")
                .required("events")
                .required(0);
        assertThat(event.required("outcome").asString()).isEqualTo("refused");
        assertThat(event.required("issuer").asString()).isEqualTo("urn:understudy:saml:Corp");
        assertThat(event.required("subject").asString()).isEqualTo("alice");
        assertThat(event.required("roleSessionName").asString()).isEqualTo("alice");
        assertThat(event.required("tokenDigest").asString()).matches("[0-9a-f]{32}");
        assertThat(event.toString()).doesNotContain(assertion.substring(0, 40));
        assertThat(fixture.get("/_understudy/metrics").body()).contains("AssumeRoleWithSAML");
    }

    @Test
    void faults_meet_calls_by_their_issuer() {
        fixture.control("POST", "/_understudy/faults", """
                {"error": "IDPCommunicationError", "issuer": "urn:understudy:saml:Corp", "times": 1}""");
        assertRefused(
                assertion("{}"),
                request -> {},
                "IDPCommunicationError",
                "Error communicating with the identity provider");
        assume(assertion("{}"));
    }

    @Test
    void an_assertion_in_a_wrong_parameter_is_not_kept() {
        Map<String, String> parameters = parameters(assertion("{}"));
        parameters.put("RoleArn", parameters.get("SAMLAssertion"));
        fixture.call(parameters);
        assertThat(fixture.control("GET", "/_understudy/events", "").toString())
                .doesNotContain(parameters.get("SAMLAssertion").substring(0, 40));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /_understudy/saml/Corp/assertions | {"name": "a"}              | There is no member "name" here
            POST | /_understudy/saml/Corp/assertions | {"roles": "a"}             | "roles" must be a list of texts.
            POST | /_understudy/saml/Corp/assertions | {"roles": [1]}             | "roles" must be a list of texts.
            POST | /_understudy/saml/Corp/assertions | {"tags": []}               | "tags" must be an object.
            POST | /_understudy/saml/Corp/assertions | {"tags": {"a": 1}}         | "tags" must be an object of texts.
            POST | /_understudy/saml/Corp/assertions | {"attributes": {"a": "b"}} | "attributes" must be an object of lists of texts.
            POST | /_understudy/saml/Corp/assertions | {"expiresIn": "soon"}      | "expiresIn" must be whole seconds
            POST | /_understudy/saml/Corp/assertions | {"expiresIn": 3153600001}  | "expiresIn" must be whole seconds
            POST | /_understudy/saml/Corp/assertions | {"signature": "sha1"}      | "signature" must be one of assertion, response, both, none, otherKey.
            POST | /_understudy/saml/Corp/assertions | {"sessionDuration": true}  | "sessionDuration" must be whole seconds or a text.
            POST | /_understudy/saml/Corp/assertions | {"subject": "\\u0000"}     | A text holds a character that XML cannot.
            POST | /_understudy/saml/Missing/assertions | {}                      | Missing is not a local SAML provider of the configuration.
            POST | /_understudy/saml/Corp            | {}                         | After a SAML provider's name, GET takes /metadata.xml and POST takes /assertions.
            GET  | /_understudy/saml/Corp/metadata   | ''                         | After a SAML provider's name, GET takes /metadata.xml and POST takes /assertions.
            """)
    void a_wrong_control_call_is_told_what_is_wrong(String method, String path, String body, String sentence) {
        assertThat(fixture.control(method, path, body).required("error").asString())
                .startsWith(sentence);
    }

    @Test
    void another_understudy_accepts_the_provider_by_its_metadata() {
        HttpResponse<String> metadata = fixture.get("/_understudy/saml/Corp/metadata.xml");
        assertThat(metadata.headers().firstValue("Content-Type")).contains("application/samlmetadata+xml");
        String yaml = CONFIG.replace(
                "{ Name: Corp, local: true }",
                "{ Name: Corp, SamlMetadataDocument: %s }".formatted(JSON.writeValueAsString(metadata.body())));
        try (Fixture other = Fixture.of(yaml);
                StsClient client = other.sts()) {
            assertThat(client.assumeRoleWithSAML(request -> request.roleArn(ROLE)
                                    .principalArn(PROVIDER)
                                    .samlAssertion(assertion("{\"signature\": \"both\"}")))
                            .subject())
                    .isEqualTo("alice");
        }
    }

    private void assertRefused(
            String assertion, Consumer<AssumeRoleWithSamlRequest.Builder> changes, String code, String message) {
        assertThatThrownBy(() -> assume(assertion, changes)).isInstanceOfSatisfying(StsException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
    }
}
