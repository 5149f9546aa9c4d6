package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.support.Fixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An issuer that is reached at another address than its name says, as between containers: its tokens keep the name. */
class IssuerAddressesTest {
    private static final String ISSUER = "https://idp.example.org/realms/dev";
    private static final String ROLE = "arn:aws:iam::123456789012:role/App";

    /** Signs for the issuer, which to the Understudy under test is a stranger with an address. */
    private final Fixture signer = Fixture.of("issuers: { " + ISSUER + ": local }");

    private HttpServer idp;

    @BeforeEach
    void start() throws IOException {
        idp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(
                "/keys",
                signer.get("/_understudy/issuers/idp.example.org/realms/dev/jwks")
                        .body());
        serve("/discovery", document(ISSUER));
        serve("/other", document("http://keycloak:8080/realms/dev"));
        idp.start();
    }

    @AfterEach
    void stop() {
        idp.stop(0);
        signer.close();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + idp.getAddress().getPort() + path;
    }

    private String document(String issuer) {
        return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}".formatted(issuer, address("/keys"));
    }

    private void serve(String path, String json) {
        idp.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private Fixture understudy(String source) {
        return Fixture.of("""
                issuers: { %s: { %s } }
                oidcProviders: [{ Url: %s, ClientIdList: [web, mobile] }]
                roles:
                  - RoleName: App
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.org/realms/dev" }
                        Action: sts:AssumeRoleWithWebIdentity
                """.formatted(ISSUER, source, ISSUER));
    }

    private String token(String audience, String claims) {
        return signer.token(
                "{\"issuer\": \"%s\", \"audience\": %s, \"claims\": %s}".formatted(ISSUER, audience, claims));
    }

    private static HttpResponse<String> assume(Fixture fixture, String token) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", ROLE);
        return fixture.call(parameters);
    }

    @ParameterizedTest
    @CsvSource({"jwksUri, /keys", "discoveryUri, /discovery"})
    void a_token_keeps_its_issuer_wherever_the_keys_come_from(String setting, String path) {
        try (Fixture fixture = understudy(setting + ": \"" + address(path) + "\"")) {
            HttpResponse<String> answer = assume(fixture, token("\"web\"", "{}"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(
                            "<Provider>arn:aws:iam::123456789012:oidc-provider/idp.example.org/realms/dev</Provider>");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    `web`              | {}                 | 200 | web
                    [`web`]            | {}                 | 200 | web
                    `mobile`           | {}                 | 200 | mobile
                    [`web`, `mobile`]  | {`azp`: `mobile`}  | 200 | mobile
                    [`web`, `foreign`] | {`azp`: `web`}     | 200 | web
                    [`foreign`]        | {`azp`: `web`}     | 200 | web
                    [`web`, `mobile`]  | {}                 | 400 | more than one audience while authorized party is not present
                    [`web`]            | {`azp`: `foreign`} | 400 | could not be validated
                    `foreign`          | {}                 | 400 | could not be validated
                    """)
    void one_of_several_audiences_counts(String audience, String claims, int status, String said) {
        try (Fixture fixture = understudy("jwksUri: \"" + address("/keys") + "\"")) {
            HttpResponse<String> answer = assume(fixture, token(audience.replace('`', '"'), claims.replace('`', '"')));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(status == 200 ? "<Audience>" + said + "</Audience>" : said);
        }
    }

    @Test
    void a_document_of_another_issuer_is_refused_and_explained_with_the_line_to_write() {
        try (Fixture fixture = understudy("discoveryUri: \"" + address("/other") + "\"")) {
            String token = token("\"web\"", "{}");
            HttpResponse<String> answer = assume(fixture, token);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("<Code>InvalidIdentityToken</Code>", "Couldn't retrieve verification key");

            String body = new JsonMapper()
                    .createObjectNode()
                    .put("RoleArn", ROLE)
                    .put("WebIdentityToken", token)
                    .toString();
            JsonNode explained = fixture.control("POST", "/_understudy/explain", body);
            String line = "issuers: { \"%s\": { jwksUri: \"%s\" } }".formatted(ISSUER, address("/keys"));
            assertThat(explained.required("summary").asString())
                    .contains("names the issuer \"http://keycloak:8080/realms/dev\"", line);

            // The line does what it says.
            try (Fixture mended = understudy("jwksUri: \"" + address("/keys") + "\"")) {
                assertThat(assume(mended, token).statusCode()).isEqualTo(200);
            }
        }
    }
}
