package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Actions that need no signature do not look at one, however wrong it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrayCredentialsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Open";
    private static final String SIGNED_BY_NOBODY =
            "AWS4-HMAC-SHA256 Credential=AKIANOBODYNOBODYNOBO/20200101/us-east-1/sts/aws4_request,"
                    + " SignedHeaders=host, Signature=00";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.of("""
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                samlProviders: [{ Name: Corp, local: true }]
                roles:
                  - RoleName: Open
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                          Action: sts:AssumeRoleWithWebIdentity
                        - Effect: Allow
                          Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
                          Action: sts:AssumeRoleWithSAML
                """);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> stray() {
        return Stream.of("AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")
                .flatMap(action -> Stream.of(
                        Arguments.of(action, "Authorization", SIGNED_BY_NOBODY, ""),
                        Arguments.of(action, "Authorization", "AWS4-HMAC-SHA256 nonsense", ""),
                        Arguments.of(action, "Authorization", "Bearer x", ""),
                        Arguments.of(action, "X-Amz-Security-Token", "garbage", ""),
                        Arguments.of(action, "X-Amz-Content-Sha256", "0".repeat(64), ""),
                        Arguments.of(
                                action,
                                "X-Amz-Date",
                                "20200101T000000Z",
                                "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00")));
    }

    @ParameterizedTest
    @MethodSource("stray")
    void do_not_matter(String action, String header, String value, String query) {
        HttpResponse<String> answer = call(action, header, value, query);
        assertThat(answer.body()).contains("<AccessKeyId>ASIA");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** The same is no way past a signature where one is needed. */
    @ParameterizedTest
    @MethodSource("stray")
    void do_not_sign_other_actions(String unsigned, String header, String value, String query) {
        HttpResponse<String> answer = call("GetCallerIdentity", header, value, query);
        assertThat(answer.statusCode()).as(unsigned).isIn(400, 403);
    }

    private HttpResponse<String> call(String action, String header, String value, String query) {
        return fixture.send(HttpRequest.newBuilder(fixture.uri("/" + query))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(Fixture.form(parameters(action))))
                .build());
    }

    private Map<String, String> parameters(String action) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", action);
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", ROLE);
        if (action.equals("AssumeRoleWithSAML")) {
            parameters.put("PrincipalArn", "arn:aws:iam::123456789012:saml-provider/Corp");
            parameters.put(
                    "SAMLAssertion",
                    fixture.control("POST", "/_understudy/saml/Corp/assertions", """
                                    {"subject": "alice", "sessionName": "alice", "roles": ["%s"]}""".formatted(ROLE))
                            .required("SAMLAssertion")
                            .asString());
        } else {
            parameters.put("RoleSessionName", "me");
            parameters.put("WebIdentityToken", fixture.token());
        }
        return parameters;
    }
}
