package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.understudy.idp.Preset;
import dev.understudy.idp.TokenRequest;
import dev.understudy.support.Fixture;
import dev.understudy.tls.Certificates;
import dev.understudy.tls.SelfSigned;
import dev.understudy.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cluster whose API server publishes its keys under a certificate of its own, to those who present a token. */
class KubernetesIssuerTest {
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final String HOST = "kubernetes.default.svc.cluster.local";

    @TempDir
    private Path directory;

    /** The API server's part: an issuer whose keys the stub hands out. */
    private final Fixture cluster = Fixture.of("issuers: { %s: local }".formatted(ISSUER));

    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private volatile String expected = "Bearer first";
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        ServerCertificate certificate =
                SelfSigned.certificate(Set.of("localhost", "127.0.0.1"), Instant.now(), new SecureRandom());
        Files.writeString(directory.resolve("ca.pem"), certificate.pem());
        Files.writeString(directory.resolve("token"), "first\n");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context(new SecureRandom())));
        server.createContext("/openid/v1/jwks", this::keys);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        cluster.close();
    }

    private void keys(HttpExchange exchange) throws IOException {
        String bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        bearers.add(bearer);
        boolean known = bearer.equals(expected);
        byte[] body =
                (known ? cluster.understudy.issuers().published(ISSUER).body() : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Fixture understudy() throws IOException {
        return Fixture.of(Files.writeString(directory.resolve("understudy.yaml"), """
                issuers:
                  https://%1$s:
                    jwksUri: https://127.0.0.1:%2$d/openid/v1/jwks
                    caCertificate: ca.pem
                    bearerTokenFile: token
                oidcProviders: [{ Url: https://%1$s, ClientIdList: [sts.amazonaws.com] }]
                roles:
                  - RoleName: application
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/%1$s" }
                          Action: sts:AssumeRoleWithWebIdentity
                          Condition:
                            StringEquals:
                              "%1$s:aud": sts.amazonaws.com
                              "%1$s:sub": system:serviceaccount:default:application
                """.formatted(
                        HOST, server.getAddress().getPort())));
    }

    private String token(String namespace) {
        TokenRequest usual =
                Preset.KUBERNETES.request().with("namespace", namespace).token();
        return cluster.understudy.token(usual.withIssuer(ISSUER));
    }

    private static Map<String, String> call(Fixture understudy, String token) {
        Map<String, String> parameters = understudy.assumeRole(token);
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/application");
        return parameters;
    }

    private static int assume(Fixture understudy, String token) {
        return understudy.call(call(understudy, token)).statusCode();
    }

    @Test
    void a_projected_token_is_checked_against_the_clusters_keys() throws Exception {
        try (Fixture understudy = understudy()) {
            assertThat(assume(understudy, token("default"))).isEqualTo(200);
            assertThat(assume(understudy, token("other"))).isEqualTo(403);
            assertThat(bearers).containsExactly("Bearer first");
        }
    }

    /** The kubelet replaces the token before it expires; a key that is not known yet is asked for with the new one. */
    @Test
    void the_bearer_token_is_read_anew() throws Exception {
        try (Fixture understudy = understudy()) {
            assertThat(assume(understudy, token("default"))).isEqualTo(200);
            Files.writeString(directory.resolve("token"), "second\n");
            expected = "Bearer second";
            cluster.understudy.issuers().rotate(ISSUER);
            // Forgets the keys, so that the time since they were last asked for does not count.
            understudy.understudy.reset();
            assertThat(assume(understudy, token("default"))).isEqualTo(200);
            assertThat(bearers).containsExactly("Bearer first", "Bearer second");
        }
    }

    @Test
    void a_token_that_the_api_server_does_not_know_gets_no_keys() throws Exception {
        expected = "Bearer another";
        try (Fixture understudy = understudy()) {
            assertThat(assume(understudy, token("default"))).isEqualTo(400);
            assertThat(summary(understudy)).contains("401").doesNotContain("first");
        }
    }

    @Test
    void another_certificate_authority_is_named_as_the_cause() throws Exception {
        KeyPair keys = Certificates.keys("EC");
        Files.writeString(directory.resolve("ca.pem"), Certificates.pem(Certificates.certificate(keys, Instant.now())));
        try (Fixture understudy = understudy()) {
            HttpResponse<String> answer = understudy.call(call(understudy, token("default")));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("InvalidIdentityToken");
            assertThat(summary(understudy)).contains("caCertificate");
            assertThat(bearers).isEmpty();
        }
    }

    private String summary(Fixture understudy) {
        JsonNode answer = understudy.control("POST", "/_understudy/explain", """
                {"RoleArn":"arn:aws:iam::123456789012:role/application","WebIdentityToken":"%s"}""".formatted(token("default")));
        return answer.toString();
    }
}
