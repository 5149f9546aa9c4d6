package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.journal.InjectedFault;
import dev.understudy.support.Fixture;
import dev.understudy.support.LogCapture;
import dev.understudy.support.StubProvider;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Login with Amazon and Facebook over the socket: from the user's access token to the identity of the session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuthSignInTest {
    private static final String ROLES = "arn:aws:iam::123456789012:role/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LogCapture calls = new LogCapture("dev.understudy.calls");
    private Fixture fixture;

    /** The providers with the packaged role of each, its app, and what a session's policies call the user. */
    enum Provider {
        AMAZON("www.amazon.com", "RoleForLoginWithAmazon", "amzn1.application-oa2-123456", "Atza|"),
        FACEBOOK("graph.facebook.com", "RoleForFacebook", "111222333444555", "EAA");

        final String host;
        final String role;
        final String app;
        final String prefix;

        Provider(String host, String role, String app, String prefix) {
            this.host = host;
            this.role = ROLES + role;
            this.app = app;
            this.prefix = prefix;
        }

        String tokenRequest(String more) {
            return "{\"issuer\":\"%s\",\"audience\":\"%s\",\"subject\":\"me\"%s}".formatted(host, app, more);
        }
    }

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterEach
    void reset() {
        fixture.control("POST", "/_understudy/reset", "");
    }

    @AfterAll
    void stop() {
        fixture.close();
        calls.close();
    }

    private String token(Provider provider) {
        return fixture.token(provider.tokenRequest(""));
    }

    private static AssumeRoleWithWebIdentityResponse assume(Fixture at, Provider provider, String token) {
        try (StsClient sts = at.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn(provider.role)
                    .roleSessionName("app")
                    .providerId(provider.host)
                    .webIdentityToken(token));
        }
    }

    private static StsException refused(Fixture at, Provider provider, String token) {
        StsException refusal = catchThrowableOfType(StsException.class, () -> assume(at, provider, token));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private JsonNode explained(Provider provider, String token) {
        String body = JSON.writeValueAsString(
                Map.of("RoleArn", provider.role, "ProviderId", provider.host, "WebIdentityToken", token));
        return fixture.control("POST", "/_understudy/explain", body);
    }

    private static String callerArn(Fixture at, AssumeRoleWithWebIdentityResponse session) {
        try (StsClient sts = at.sts(session.credentials())) {
            return sts.getCallerIdentity().arn();
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void a_user_signs_in_and_is_the_session(Provider provider) {
        String token = token(provider);
        assertThat(token).startsWith(provider.prefix);

        AssumeRoleWithWebIdentityResponse session = assume(fixture, provider, token);

        assertThat(session.provider()).isEqualTo(provider.host);
        assertThat(session.subjectFromWebIdentityToken()).isEqualTo("me");
        assertThat(session.audience()).isEqualTo(provider.app);
        assertThat(session.sourceIdentity()).isNull();
        assertThat(callerArn(fixture, session)).endsWith("/app").contains(":assumed-role/RoleFor");
        assertThat(explained(provider, token).required("outcome").asString()).isEqualTo("allowed");
    }

    /** As the browser does it: the page, and the form that is sent with the chosen user. */
    @ParameterizedTest
    @CsvSource({"AMAZON, /ap/oa, profile", "FACEBOOK, /v24.0/dialog/oauth, public_profile"})
    void a_user_chosen_on_the_page_is_the_session(Provider provider, String path, String scope) throws Exception {
        String base = fixture.understudy.endpoint() + "/_understudy/issuers/" + provider.host;
        String parameters = "response_type=token&client_id=" + provider.app + "&scope=" + scope
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F";
        HttpClient browser = HttpClient.newHttpClient();
        String page = browser.send(
                        HttpRequest.newBuilder(URI.create(base + path + "?" + parameters))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String action = page.replaceFirst("(?s).*?action=\"([^\"]*)\".*", "$1");
        String location = browser.send(
                        HttpRequest.newBuilder(URI.create(action))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(parameters + "&subject=alice"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String token = URLDecoder.decode(
                location.replaceFirst(".*#(?:.*&)?access_token=([^&]*).*", "$1"), StandardCharsets.UTF_8);

        AssumeRoleWithWebIdentityResponse session = assume(fixture, provider, token);

        assertThat(session.subjectFromWebIdentityToken()).isEqualTo("alice");
        assertThat(callerArn(fixture, session)).endsWith("/app");
    }

    /** The trust policy tells apps apart, as AWS documents it; the provider vouches for all of them. */
    @ParameterizedTest
    @EnumSource(Provider.class)
    void the_trust_policy_refuses_a_token_of_another_app(Provider provider) {
        String token = fixture.token(provider.tokenRequest(",\"audience\":\"another\"")
                .replace("\"audience\":\"" + provider.app + "\",", ""));

        StsException refusal = refused(fixture, provider, token);

        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(refusal.awsErrorDetails().errorMessage())
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(explained(provider, token).required("summary").asString())
                .contains(provider.host + ":app_id", provider.app, "another");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AMAZON   | ,"expiresIn":-1        | 400 | ExpiredTokenException | Token expired                              | expired at
            FACEBOOK | ,"expiresIn":-1        | 400 | ExpiredTokenException | Token expired                              | expired at
            FACEBOOK | ,"algorithm":"none"    | 403 | IDPRejectedClaim      | The identity provider rejected the token   | "none"
            AMAZON   | ,"algorithm":"HS256"   | 403 | IDPRejectedClaim      | The identity provider rejected the token   | "HS256"
            """)
    void a_bad_token_is_refused_for_what_it_is(
            Provider provider, String more, int status, String code, String message, String says) {
        String token = fixture.token(provider.tokenRequest(more));
        StsException refusal = refused(fixture, provider, token);

        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
        assertThat(explained(provider, token).required("summary").asString())
                .startsWith("The local " + provider.host + " refuses the access token: ")
                .contains(says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AMAZON   | Atza~garbage | IDPRejectedClaim     | The identity provider rejected the token
            FACEBOOK | garbage      | IDPRejectedClaim     | The identity provider rejected the token
            AMAZON   | JWT          | InvalidIdentityToken | Provided Token is not a Login With Amazon token
            FACEBOOK | JWT          | IDPRejectedClaim     | The identity provider rejected the token
            """)
    void another_token_is_none_of_the_providers(Provider provider, String given, String code, String message) {
        String token = given.equals("JWT") ? fixture.token() : given.replace('~', '|');

        StsException refusal = refused(fixture, provider, token);

        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
    }

    /** Recorded for whatever is no JSON Web Token. */
    @Test
    void an_access_token_needs_its_provider_id() {
        HttpResponse<String> answer = fixture.call(fixture.assumeRole(token(Provider.AMAZON)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void time_and_keys_pass_over_local_tokens_too(Provider provider) {
        String token = token(provider);
        fixture.understudy.issuers().rotate(provider.host);
        assume(fixture, provider, token);
        fixture.understudy.issuers().retire(provider.host);
        assertThat(refused(fixture, provider, token).awsErrorDetails().errorCode())
                .isEqualTo("IDPRejectedClaim");

        String next = token(provider);
        fixture.control("POST", "/_understudy/clock/advance", "{\"by\":\"PT1H\"}");
        assertThat(fixture.call(parameters(provider, next)).body()).contains("<Code>ExpiredTokenException</Code>");
    }

    private Map<String, String> parameters(Provider provider, String token) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", provider.role);
        parameters.put("ProviderId", provider.host);
        return parameters;
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void events_and_the_log_show_provider_and_user_and_never_the_token(Provider provider) {
        String token = token(provider);
        assume(fixture, provider, token);
        refused(fixture, provider, token + "x");

        JsonNode events = fixture.control("GET", "/_understudy/events", "").required("events");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).required("issuer").asString()).isEqualTo(provider.host);
        assertThat(events.get(0).required("subject").asString()).isEqualTo("me");
        assertThat(events.get(0).required("tokenDigest").asString()).hasSize(32);
        assertThat(events.get(1).required("issuer").asString()).isEqualTo(provider.host);
        assertThat(events.get(1).has("subject")).isFalse();
        assertThat(calls.lines()).anyMatch(line -> line.contains("issuer=" + provider.host + " subject=me"));
        assertThat(events.toString() + calls.lines()).doesNotContain(token.substring(0, 40));
    }

    @Test
    void a_fault_may_meet_one_provider_only() {
        fixture.understudy
                .faults()
                .add(InjectedFault.error("IDPCommunicationError")
                        .onIssuer("https://www.amazon.com")
                        .always());

        assume(fixture, Provider.FACEBOOK, token(Provider.FACEBOOK));
        assertThat(refused(fixture, Provider.AMAZON, token(Provider.AMAZON))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("IDPCommunicationError");
    }

    @Test
    void the_providers_themselves_say_what_a_token_is() {
        String amazon = encoded(fixture.token(Provider.AMAZON.tokenRequest(
                ",\"claims\":{\"name\":\"Alice\",\"email\":\"a@example.com\",\"postal_code\":\"98101\"}")));
        String facebook = encoded(
                fixture.token(Provider.FACEBOOK.tokenRequest(",\"claims\":{\"name\":\"Alice\",\"email\":\"a@b\"}")));
        long now = fixture.clock.instant().getEpochSecond();

        assertAnswer("www.amazon.com/auth/o2/tokeninfo?access_token=" + amazon, 200, """
                {"iss":"https://www.amazon.com","user_id":"me","aud":"%1$s","app_id":"%1$s","exp":%2$d,"iat":%3$d}""".formatted(
                        Provider.AMAZON.app, left(now + 3600), now));
        assertAnswer("www.amazon.com/user/profile?access_token=" + amazon, 200, """
                {"user_id":"me","name":"Alice","email":"a@example.com","postal_code":"98101"}""");
        assertAnswer(
                "graph.facebook.com/debug_token?input_token=" + facebook + "&access_token=111222333444555%7Cs",
                200,
                """
                {"data":{"app_id":"111222333444555","type":"USER","expires_at":%d,"is_valid":true,"issued_at":%d,
                 "user_id":"me","scopes":["public_profile"]}}""".formatted(now + 3600, now));
        assertAnswer("graph.facebook.com/v24.0/me?access_token=" + facebook, 200, """
                {"id":"me","name":"Alice"}""");
        assertAnswer("graph.facebook.com/me?fields=id,email,first_name&access_token=" + facebook, 200, """
                {"id":"me","email":"a@b"}""");
    }

    /** Whole seconds: the fixture's clock stands between two. */
    private long left(long expiry) {
        return Duration.between(fixture.clock.instant(), Instant.ofEpochSecond(expiry))
                .toSeconds();
    }

    @Test
    void a_profile_may_be_asked_for_with_a_header() {
        String token = token(Provider.AMAZON);
        String path = "/_understudy/issuers/www.amazon.com/user/profile";

        assertThat(fixture.get(path, "Authorization", "Bearer " + token).body()).isEqualTo("{\"user_id\":\"me\"}");
        assertThat(fixture.get(path, "x-amz-access-token", token).body()).isEqualTo("{\"user_id\":\"me\"}");
        assertThat(fixture.get(
                                "/_understudy/issuers/graph.facebook.com/me",
                                "Authorization",
                                "bearer " + token(Provider.FACEBOOK))
                        .body())
                .isEqualTo("{\"id\":\"me\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            www.amazon.com/auth/o2/tokeninfo                                | 400 | {"error":"invalid_request","error_description":"The request is missing a required parameter : access_token"}
            www.amazon.com/auth/o2/tokeninfo?access_token=                  | 400 | {"error":"invalid_request","error_description":"The request is missing a required parameter : access_token"}
            www.amazon.com/auth/o2/tokeninfo?access_token=x                 | 400 | {"error":"invalid_token","error_description":"The access token provided is invalid or has expired"}
            www.amazon.com/user/profile?access_token=%7C                    | 400 | {"error":"invalid_token","error_description":"The access token provided is invalid or has expired"}
            graph.facebook.com/debug_token?input_token=x                    | 400 | {"error":{"message":"An access token is required to request this resource.","type":"OAuthException","code":104}}
            graph.facebook.com/debug_token?access_token=x                   | 400 | {"error":{"message":"(#100) The parameter input_token is required","type":"OAuthException","code":100}}
            graph.facebook.com/debug_token?input_token=x&access_token=1%7Cs | 200 | {"data":{"error":{"code":190,"message":"Invalid OAuth access token - Cannot parse access token"},"is_valid":false,"scopes":[]}}
            graph.facebook.com/v24.0/me                                     | 400 | {"error":{"message":"An active access token must be used to query information about the current user.","type":"OAuthException","code":2500}}
            graph.facebook.com/me?access_token=x                            | 400 | {"error":{"message":"Invalid OAuth access token - Cannot parse access token","type":"OAuthException","code":190}}
            """)
    void the_providers_refuse_in_their_own_form(String path, int status, String json) {
        assertAnswer(path, status, json);
    }

    @Test
    void facebook_tells_of_a_token_to_its_own_app_only() {
        String token = token(Provider.FACEBOOK);
        String path = "graph.facebook.com/debug_token?input_token=" + token + "&access_token=";
        String expired = fixture.token(Provider.FACEBOOK.tokenRequest(",\"expiresIn\":-1"));

        assertThat(answer(path + token).statusCode()).isEqualTo(200);
        for (String asking : new String[] {"1%7Csecret", "x", expired}) {
            assertThat(answer(path + asking).body())
                    .contains("\"code\":100")
                    .contains("You must provide an app access token");
        }
        assertThat(answer("graph.facebook.com/debug_token?access_token=x&input_token=" + expired)
                        .body())
                .contains("\"code\":190", "\"subcode\":463");
        assertThat(answer("graph.facebook.com/me?fields=id,birthday&access_token=" + token)
                        .body())
                .contains("nonexistent field");
    }

    private HttpResponse<String> answer(String path) {
        return fixture.get("/_understudy/issuers/" + path);
    }

    private void assertAnswer(String path, int status, String json) {
        HttpResponse<String> answer = answer(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree(json));
    }

    private static String encoded(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private static String remote(StubProvider stub) {
        String roles = "";
        for (Provider provider : Provider.values()) {
            roles += """
                      - RoleName: %s
                        AssumeRolePolicyDocument:
                          Version: 2012-10-17
                          Statement:
                            - Effect: Allow
                              Principal: { Federated: %s }
                              Action: sts:AssumeRoleWithWebIdentity
                              Condition: { StringEquals: { "%s:app_id": "%s" } }
                    """.formatted(provider.role.substring(ROLES.length()), provider.host, provider.host, provider.app);
        }
        return """
                issuers:
                  www.amazon.com: { tokenInfoUri: "%s" }
                  graph.facebook.com: { debugTokenUri: "%s", appAccessToken: "111222333444555|s3cret" }
                roles:
                """.formatted(stub.uri("/auth/o2/tokeninfo"), stub.uri("/debug_token")) + roles;
    }

    @Test
    void real_providers_are_asked_where_the_configuration_says() {
        try (StubProvider stub = new StubProvider();
                Fixture remote = Fixture.of(remote(stub))) {
            stub.answers(200, """
                    {"iss":"https://www.amazon.com","user_id":"amzn1.account.ME","aud":"c","app_id":"%s","exp":3597}""".formatted(Provider.AMAZON.app));
            AssumeRoleWithWebIdentityResponse amazon = assume(remote, Provider.AMAZON, "Atza|real");
            stub.answers(200, """
                    {"data":{"app_id":"111222333444555","type":"USER","expires_at":0,"is_valid":true,"user_id":"2"}}""");
            AssumeRoleWithWebIdentityResponse facebook = assume(remote, Provider.FACEBOOK, "EAAreal");

            assertThat(amazon.subjectFromWebIdentityToken()).isEqualTo("amzn1.account.ME");
            assertThat(facebook.subjectFromWebIdentityToken()).isEqualTo("2");
            assertThat(callerArn(remote, amazon)).endsWith("assumed-role/RoleForLoginWithAmazon/app");
            assertThat(callerArn(remote, facebook)).endsWith("assumed-role/RoleForFacebook/app");
            assertThat(stub.queries())
                    .containsExactly(
                            "access_token=Atza|real", "input_token=EAAreal&access_token=111222333444555|s3cret");
            remote.control("POST", "/_understudy/reset", "");
            assume(remote, Provider.FACEBOOK, "EAAreal");
            assertThat(stub.queries())
                    .as("a reset forgets what the provider said")
                    .hasSize(3);
        }
    }

    /** The code and its status are the model's. SDKs take it for a failure that may pass, and try again. */
    @Test
    void a_real_provider_that_fails_is_told_apart_from_one_that_refuses() {
        try (StubProvider stub = new StubProvider();
                Fixture remote = Fixture.of(remote(stub))) {
            stub.answers(503, "");
            StsException failure = refused(remote, Provider.AMAZON, "Atza|unguessable");
            stub.answers(400, "{\"error\":\"invalid_token\",\"error_description\":\"no Atza|unguessable\"}");
            StsException refusal = refused(remote, Provider.AMAZON, "Atza|unguessable");

            assertThat(failure.statusCode()).isEqualTo(400);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("IDPCommunicationError");
            assertThat(refusal.statusCode()).isEqualTo(403);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("IDPRejectedClaim");
            assertThat(calls.lines())
                    .anyMatch(line -> line.contains("/auth/o2/tokeninfo answered with status 503."))
                    .anyMatch(line -> line.contains("\"invalid_token\", \"no […]\""))
                    .noneMatch(line -> line.contains("unguessable"));
        }
    }

    /** Its tokens are not issued here then, and its endpoints are its own. */
    @Test
    void a_real_provider_is_not_played() {
        try (StubProvider stub = new StubProvider();
                Fixture remote = Fixture.of(remote(stub))) {
            assertThat(remote.control("POST", "/_understudy/tokens", Provider.AMAZON.tokenRequest(""))
                            .required("error")
                            .asString())
                    .startsWith("www.amazon.com is not a local issuer");
            assertThat(remote.get("/_understudy/issuers/graph.facebook.com/me").statusCode())
                    .isEqualTo(404);
        }
    }
}
