package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import dev.understudy.token.OAuthProvider;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The guide's story over the socket: a user signs in, takes the role, and may write into the folder that is theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnFolderTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ACCOUNT = "arn:aws:iam::123456789012:role/";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private Credentials signIn(String role, String tokenRequest, String policy) {
        String token = fixture.token(tokenRequest);
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> {
                        request.roleArn(ACCOUNT + role).roleSessionName("app").webIdentityToken(token);
                        OAuthProvider.of(JSON.readTree(tokenRequest)
                                        .path("issuer")
                                        .asString(""))
                                .ifPresent(provider -> request.providerId(provider.host()));
                        if (!policy.isEmpty()) {
                            request.policy(policy);
                        }
                    })
                    .credentials();
        }
    }

    private JsonNode authorize(ObjectNode who, String action, String resource) {
        return fixture.control(
                "POST",
                "/_understudy/authorize",
                who.put("action", action).put("resource", resource).toString());
    }

    private String decision(Credentials credentials, String action, String resource) {
        return authorize(holder(credentials), action, resource)
                .required("decision")
                .asString();
    }

    private static ObjectNode holder(Credentials credentials) {
        ObjectNode who = JSON.createObjectNode();
        who.putObject("credentials")
                .put("accessKeyId", credentials.accessKeyId())
                .put("sessionToken", credentials.sessionToken());
        return who;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RoleForGoogle        | {"issuer":"https://accounts.google.com","audience":"666777888999000","subject":"me"}
                    RoleForServerExample | {"subject":"me"}
                    RoleForLoginWithAmazon | {"issuer":"www.amazon.com","audience":"amzn1.application-oa2-123456","subject":"me"}
                    RoleForFacebook      | {"issuer":"graph.facebook.com","audience":"111222333444555","subject":"me"}
                    RoleForCognito       | {"issuer":"cognito-identity.amazonaws.com","audience":"us-east:12345678-ffff-ffff-ffff-123456","subject":"me"}
                    """)
    void a_user_writes_into_their_own_folder_and_no_other(String role, String tokenRequest) {
        Credentials me = signIn(role, tokenRequest, "");
        assertThat(decision(me, "s3:PutObject", "arn:aws:s3:::mobile-app/me/photo.jpg"))
                .isEqualTo("allowed");
        assertThat(decision(me, "s3:PutObject", "arn:aws:s3:::mobile-app/you/photo.jpg"))
                .isEqualTo("implicitDeny");
        assertThat(decision(me, "s3:PutObject", "arn:aws:s3:::mobile-app/meow/photo.jpg"))
                .isEqualTo("implicitDeny");
        assertThat(decision(me, "dynamodb:PutItem", "arn:aws:s3:::mobile-app/me/photo.jpg"))
                .isEqualTo("implicitDeny");
    }

    /** The users' ids may also come with the question. */
    @ParameterizedTest
    @CsvSource({"RoleForLoginWithAmazon, www.amazon.com:user_id", "RoleForFacebook, graph.facebook.com:id"})
    void a_user_may_be_named_in_the_question(String role, String key) {
        ObjectNode who = JSON.createObjectNode().put("principal", ACCOUNT + role);
        who.putObject("context").put(key, "me");
        assertThat(authorize(who, "s3:PutObject", "arn:aws:s3:::mobile-app/me/photo.jpg")
                        .required("decision")
                        .asString())
                .isEqualTo("allowed");
        assertThat(authorize(who, "s3:PutObject", "arn:aws:s3:::mobile-app/you/photo.jpg")
                        .required("decision")
                        .asString())
                .isEqualTo("implicitDeny");
        ObjectNode nobody = JSON.createObjectNode().put("principal", ACCOUNT + role);
        assertThat(authorize(nobody, "s3:PutObject", "arn:aws:s3:::mobile-app/me/photo.jpg")
                        .required("decision")
                        .asString())
                .as("without the id the variable has no value")
                .isEqualTo("implicitDeny");
    }

    @Test
    void a_session_policy_narrows_the_session() {
        String readOnly = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}""";
        Credentials me = signIn("RoleForServerExample", "{\"subject\":\"me\"}", readOnly);
        assertThat(decision(me, "s3:GetObject", "arn:aws:s3:::mobile-app/me/photo.jpg"))
                .isEqualTo("allowed");
        JsonNode refused = authorize(holder(me), "s3:PutObject", "arn:aws:s3:::mobile-app/me/photo.jpg");
        assertThat(refused.required("decision").asString()).isEqualTo("implicitDeny");
        assertThat(refused.required("summary").asString()).contains("session policy");
    }

    @Test
    void the_answer_names_policy_and_statement() {
        Credentials me = signIn("RoleForServerExample", "{\"subject\":\"me\"}", "");
        JsonNode answer = authorize(holder(me), "s3:PutObject", "arn:aws:s3:::mobile-app/me/photo.jpg");
        assertThat(answer.required("matched").size()).isEqualTo(1);
        assertThat(answer.required("matched").get(0).required("policy").asString())
                .isEqualTo("own-folder");
        assertThat(answer.required("matched").get(0).required("statement").asString())
                .isNotEmpty();
        assertThat(answer.required("steps").size()).isPositive();
    }

    @Test
    void expired_and_foreign_credentials_are_refused() {
        Credentials me = signIn("RoleForServerExample", "{\"subject\":\"me\"}", "");
        ObjectNode foreign = holder(me);
        foreign.withObject("/credentials").put("accessKeyId", "ASIAQAAAAAAAGMKEM7X5");
        assertThat(authorize(foreign, "s3:GetObject", "*").required("error").asString())
                .startsWith("InvalidClientTokenId: ");
        try (Fixture later = Fixture.packaged()) {
            assertThat(later.control(
                                    "POST",
                                    "/_understudy/authorize",
                                    holder(me).put("action", "s3:GetObject").toString())
                            .required("error")
                            .asString())
                    .as("another sealing key")
                    .startsWith("InvalidClientTokenId: ");
        }
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(authorize(holder(me), "s3:GetObject", "*").required("error").asString())
                .startsWith("ExpiredToken: ");
        fixture.clock.advance(Duration.ofHours(-1));
    }

    @Test
    void a_user_and_a_session_are_principals_too() {
        ObjectNode alice = JSON.createObjectNode().put("principal", "arn:aws:iam::123456789012:user/alice");
        assertThat(authorize(alice, "s3:PutObject", "arn:aws:s3:::home/alice/x")
                        .required("decision")
                        .asString())
                .isEqualTo("allowed");
        ObjectNode session = JSON.createObjectNode()
                .put("principal", "arn:aws:sts::123456789012:assumed-role/RoleForServerExample/app");
        session.putObject("context").put("server.example.com:sub", "me");
        assertThat(authorize(session, "s3:PutObject", "arn:aws:s3:::mobile-app/me/x")
                        .required("decision")
                        .asString())
                .isEqualTo("allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"Effect":"Allow","Action":"s3:*","Resource":"*"} | s3:GetObject  | allowed
                    {"Effect":"Deny","Action":"s3:*","Resource":"*"}  | s3:GetObject  | explicitDeny
                    {"Effect":"Allow","Action":"s3:*","Resource":"*"} | sqs:Send      | implicitDeny
                    {"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:x":"1"}}} | s3:GetObject | allowed
                    {"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"aws:y":"2"}}} | s3:GetObject | allowed
                    {"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:y":"2"}}} | s3:GetObject | implicitDeny
                    """)
    void documents_alone_are_evaluated(String statement, String action, String expected) {
        ObjectNode who = JSON.createObjectNode();
        who.putArray("policies").add(JSON.readTree("{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}"));
        ObjectNode context = who.putObject("context").put("aws:x", "1");
        context.putArray("aws:y").add("1").add("2");
        assertThat(authorize(who, action, "arn:aws:s3:::b/k")
                        .required("decision")
                        .asString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                     | "action" must be a text
                    {"action":"s3:x"}                                      | exactly one of policies, principal, credentials
                    {"action":"s3:x","principal":"a","policies":[]}        | exactly one of policies, principal, credentials
                    {"action":"s3:x","principal":"arn:aws:iam::123456789012:role/None"} | There is no user, role or session
                    {"action":"s3:x","policies":{}}                        | "policies" must be a list
                    {"action":"s3:x","policies":[{}]}                      | policies[0]
                    {"action":"s3:x","policies":[],"resources":[]}         | There is no field "resources"
                    {"action":"s3:x","policies":[],"context":[]}           | "context" must be an object
                    {"action":"s3:x","policies":[],"context":{"k":{}}}     | The value of the key "k"
                    {"action":"s3:x","credentials":"AKIA"}                 | "credentials" must be an object
                    {"action":"s3:x","action":"s3:y","policies":[]}        | not JSON
                    {"action":"s3:x","policies":[{"Version":"2012-10-17","Version":"2008-10-17"}]} | not JSON
                    {"action":"s3:x","policies":[],"context":{"aws:username":"a","aws:UserName":"b"}} | is given twice
                    {"action":"s3:x","principal":"arn:aws-cn:sts:eu-west-1:123456789012:assumed-role/RoleForGoogle/"} | There is no user
                    """)
    void a_wrong_question_gets_one_helpful_sentence(String body, String says) {
        assertThat(fixture.control("POST", "/_understudy/authorize", body)
                        .required("error")
                        .asString())
                .contains(says);
    }

    /** Recorded: a multivalued key matches no scalar operator, however many values it has. */
    @Test
    void a_key_that_is_multivalued_stays_so() {
        ObjectNode who = JSON.createObjectNode();
        who.putArray("policies").add(JSON.readTree("""
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*",
                         "Condition":{"StringEquals":{"aws:TagKeys":"team"}}}}"""));
        who.putObject("context").put("aws:TagKeys", "team");
        assertThat(authorize(who, "sts:TagSession", "*").required("decision").asString())
                .isEqualTo("implicitDeny");
    }

    @Test
    void lengths_are_bounded() {
        ObjectNode who = JSON.createObjectNode();
        who.putArray("policies");
        assertThat(authorize(who, "s3:GetObject", "a".repeat(4_096)).has("decision"))
                .isTrue();
        assertThat(authorize(who, "s3:GetObject", "a".repeat(4_097))
                        .required("error")
                        .asString())
                .contains("at most 4096 characters");
        who.putObject("context").put("k", "1".repeat(4_097));
        assertThat(authorize(who, "s3:GetObject", "*").required("error").asString())
                .contains("at most 4096 characters");
    }

    @Test
    void a_session_is_judged_alike_by_its_arn_and_by_its_credentials() {
        ObjectNode session = JSON.createObjectNode()
                .put("principal", "arn:aws:sts::123456789012:assumed-role/RoleForServerExample/app");
        session.putObject("context").put("server.example.com:sub", "me");
        JsonNode steps = authorize(session, "s3:PutObject", "arn:aws:s3:::mobile-app/me/x");
        assertThat(steps.required("decision").asString())
                .isEqualTo(decision(
                        signIn("RoleForServerExample", "{\"subject\":\"me\"}", ""),
                        "s3:PutObject",
                        "arn:aws:s3:::mobile-app/me/x"));
    }
}
