package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AWS JSON as it stands on the wire, right and wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CognitoWireTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String POOL = "us-east:12345678-ffff-ffff-ffff-123456";
    private static final String AT = "1 validation error detected: Value";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private HttpResponse<String> call(String target, String body) {
        return fixture.send(HttpRequest.newBuilder(fixture.uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", target)
                .build());
    }

    @Test
    void an_answer_is_json_with_a_request_id() {
        HttpResponse<String> answer = call("AWSCognitoIdentityService.GetId", "{\"IdentityPoolId\": \"" + POOL + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(answer.headers().firstValue("x-amz-sts-extended-request-id")).isEmpty();
        assertThat(JSON.readTree(answer.body()).propertyNames()).containsExactly("IdentityId");
    }

    private static Arguments row(String operation, String body, String type, String message) {
        return Arguments.of("AWSCognitoIdentityService." + operation, body, type, message);
    }

    static Stream<Arguments> refusals() {
        String x56 = "r:" + "0".repeat(54);
        String id = "\"IdentityPoolId\": \"" + POOL + "\"";
        String eleven =
                IntStream.range(0, 11).mapToObj(i -> "\"p" + i + "\": \"t\"").collect(Collectors.joining(", "));
        return Stream.of(
                row("GetId", "{", "SerializationException", ""),
                row("GetId", "[]", "SerializationException", ""),
                row("GetId", "7", "SerializationException", ""),
                row("GetId", "{} {}", "SerializationException", ""),
                row("GetId", "{\"a\": 1, \"a\": 2}", "SerializationException", ""),
                row("GetId", "{\"IdentityPoolId\": 7}", "SerializationException", ""),
                row("GetId", "{" + id + ", \"Logins\": []}", "SerializationException", ""),
                row("GetId", "{" + id + ", \"Logins\": {\"a\": 7}}", "SerializationException", ""),
                row(
                        "GetId",
                        "",
                        "ValidationException",
                        AT + " null at 'identityPoolId' failed to satisfy constraint: Member must not be null"),
                row("GetId", "{\"IdentityPoolId\": null}", "ValidationException", "Member must not be null"),
                row(
                        "GetId",
                        "{\"IdentityPoolId\": \"nonsense\"}",
                        "ValidationException",
                        AT + " 'nonsense' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: [\\w-]+:[0-9a-f-]+"),
                row(
                        "GetId",
                        "{\"IdentityPoolId\": \"" + x56 + "\"}",
                        "ValidationException",
                        "Member must have length less than or equal to 55"),
                row("GetId", "{\"IdentityPoolId\": \"" + x56.substring(1) + "\"}", "ValidationException", "pattern"),
                row(
                        "GetId",
                        "{\"IdentityPoolId\": \"" + x56.substring(0, 55) + "\"}",
                        "ResourceNotFoundException",
                        "IdentityPool '" + x56.substring(0, 55) + "' not found."),
                row(
                        "GetId",
                        "{" + id + ", \"AccountId\": \"1234567890123456\"}",
                        "ValidationException",
                        "Member must have length less than or equal to 15"),
                row("GetId", "{" + id + ", \"AccountId\": \"123456789012345\"}", "ResourceNotFoundException", ""),
                row(
                        "GetId",
                        "{" + id + ", \"Logins\": {" + eleven + "}}",
                        "ValidationException",
                        "Member must have length less than or equal to 10"),
                row(
                        "GetId",
                        "{" + id + ", \"Logins\": {" + eleven.substring(0, eleven.lastIndexOf(',')) + "}}",
                        "NotAuthorizedException",
                        "Token is not from a supported provider"),
                row(
                        "GetId",
                        "{" + id + ", \"Logins\": {\"a\": \"\"}}",
                        "ValidationException",
                        AT
                                + " at 'logins.value' failed to satisfy constraint: Member must have length greater than or equal to 1"),
                row(
                        "GetId",
                        "{" + id + ", \"Logins\": {\"a\": \"" + "s".repeat(50_001) + "\"}}",
                        "ValidationException",
                        "Member must have length less than or equal to 50000"),
                row(
                        "GetId",
                        "{" + id + ", \"Logins\": {\"a\": \"" + "s".repeat(50_000) + "\"}}",
                        "NotAuthorizedException",
                        ""),
                row("GetOpenIdToken", "{}", "ValidationException", "identityId"),
                row(
                        "GetCredentialsForIdentity",
                        "{\"IdentityId\": \"r:0\", \"CustomRoleArn\": \"short\"}",
                        "ValidationException",
                        "customRoleArn"),
                row("UnlinkIdentity", "{\"IdentityId\": \"r:0\"}", "ValidationException", "loginsToRemove"),
                row(
                        "ListIdentityPools",
                        "{\"MaxResults\": 1}",
                        "MissingAuthenticationTokenException",
                        "Request is missing Authentication Token"),
                row("NoSuchOperation", "{}", "UnknownOperationException", ""),
                Arguments.of("AWSCognitoIdentityProviderService.SignUp", "{}", "UnknownOperationException", ""),
                Arguments.of("GetId", "{}", "UnknownOperationException", ""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_wrong_request_is_told_what_is_wrong(String target, String body, String type, String message) {
        HttpResponse<String> answer = call(target, body);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.required("__type").asString()).isEqualTo(type);
        assertThat(json.required("message").asString()).contains(message);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
    }

    @Test
    void whatever_comes_gets_an_answer_in_json() {
        Random random = new Random(20261125);
        String right = "{\"IdentityPoolId\": \"" + POOL + "\", \"Logins\": {\"accounts.google.com\": \"a.b.c\"}}";
        for (int i = 0; i < 400; i++) {
            StringBuilder body = new StringBuilder(right);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, (char) (32 + random.nextInt(95)));
                    case 1 -> body.deleteCharAt(at);
                    default -> body.insert(at, "{}[]\",:\\0".charAt(random.nextInt(9)));
                }
            }
            HttpResponse<String> answer = call("AWSCognitoIdentityService.GetId", body.toString());
            assertThat(answer.statusCode()).as(body.toString()).isIn(200, 400);
            assertThat(JSON.readTree(answer.body()).isObject()).isTrue();
        }
    }
}
