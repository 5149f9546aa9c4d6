package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.config.ConfigSource;
import dev.understudy.support.Fixture;
import dev.understudy.tls.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.json.JsonMapper;

/** STS over https, as an SDK meets it that was given the server's certificate to trust. */
class HttpsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static String withCondition(String value) {
        return Fixture.inlineRole("R")
                .replace("Condition: {", "Condition: { Bool: { aws:SecureTransport: " + value + " },");
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token(Understudy understudy) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(understudy.endpoint().resolve("/_understudy/tokens"))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"issuer":"https://server.example.com","audience":"appid_from_oidc_idp","subject":"alice"}
                        """))
                .build();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new JsonMapper().readTree(answer).required("token").asString();
    }

    private static TrustManager[] trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (var certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            store.setCertificateEntry("c" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static StsClient client(URI endpoint, String trusted) throws Exception {
        TrustManager[] trust = trusting(trusted);
        return StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(Apache5HttpClient.builder().tlsTrustManagersProvider(() -> trust))
                .build();
    }

    private static String outcome(StsClient sts, String token) {
        try {
            return sts.assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest.builder()
                            .roleArn("arn:aws:iam::123456789012:role/R")
                            .roleSessionName("session")
                            .webIdentityToken(token)
                            .build())
                    .assumedRoleUser()
                    .arn();
        } catch (StsException refusal) {
            return refusal.awsErrorDetails().errorCode();
        }
    }

    /** That a policy sees TLS as aws:SecureTransport is documented in the IAM user guide, among the global keys. */
    @ParameterizedTest
    @CsvSource({"'\"true\"', true", "'\"false\"', false"})
    void a_policy_sees_which_way_a_call_came(String wanted, boolean overTls) throws Exception {
        ConfigSource config = ConfigSource.text("test.yaml", withCondition(wanted));
        try (Understudy understudy = Understudy.builder().config(config).tls().start()) {
            String pem = get(understudy.endpoint().resolve("/_understudy/certificate"))
                    .body();
            String token = token(understudy);
            String allowed = "arn:aws:sts::123456789012:assumed-role/R/session";
            try (StsClient https = client(understudy.tlsEndpoint().orElseThrow(), pem);
                    StsClient http = client(understudy.endpoint(), pem)) {
                assertThat(outcome(https, token)).isEqualTo(overTls ? allowed : "AccessDenied");
                assertThat(outcome(http, token)).isEqualTo(overTls ? "AccessDenied" : allowed);
            }
        }
    }

    @Test
    void the_certificate_is_handed_out_and_needed() throws Exception {
        try (Understudy understudy = Understudy.builder().tls().start()) {
            HttpResponse<String> answer = get(understudy.endpoint().resolve("/_understudy/certificate"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-pem-file");
            assertThat(understudy.certificatePem()).hasValue(answer.body());
            X509Certificate certificate = understudy.certificate().orElseThrow();
            certificate.checkValidity();
            URI secure = understudy.tlsEndpoint().orElseThrow();
            assertThat(secure.getScheme()).isEqualTo("https");
            assertThat(secure.getPort()).isNotEqualTo(understudy.endpoint().getPort());
            assertThatExceptionOfType(SSLException.class).isThrownBy(() -> get(secure.resolve("/_understudy/health")));
        }
    }

    @Test
    void without_tls_there_is_no_certificate() throws Exception {
        ConfigSource config = ConfigSource.text("test.yaml", "server: { tls: { port: 0 } }\n");
        try (Understudy understudy = Understudy.builder().config(config).start()) {
            HttpResponse<String> answer = get(understudy.endpoint().resolve("/_understudy/certificate"));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("does not speak TLS", "--tls-port", "server.tls");
            assertThat(understudy.tlsEndpoint()).isEmpty();
            assertThat(understudy.certificate()).isEmpty();
            assertThat(understudy.certificatePem()).isEmpty();
        }
    }

    @Test
    void it_listens_as_configured_with_the_names_that_are_configured() throws Exception {
        ConfigSource config =
                ConfigSource.text("test.yaml", "server: { port: 0, tls: { port: 0, names: [sts.example.test] } }\n");
        try (Understudy understudy =
                Understudy.builder().listenAsConfigured().config(config).start()) {
            assertThat(understudy.tlsEndpoint()).isPresent();
            assertThat(understudy.certificate().orElseThrow().getSubjectAlternativeNames())
                    .extracting(name -> (Object) name.get(1))
                    .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "sts.example.test");
        }
    }

    @Test
    void a_certificate_of_ones_own_is_shown(@TempDir Path folder) throws Exception {
        KeyPair root = Certificates.keys("RSA");
        KeyPair own = Certificates.keys("EC");
        Instant now = Instant.now();
        String chain = Certificates.pem(Certificates.certificate("own", own, "localhost", root.getPrivate(), now))
                + Certificates.pem(Certificates.certificate(root, now));
        Files.writeString(folder.resolve("cert.pem"), chain);
        Files.writeString(folder.resolve("key.pem"), Certificates.pem(own.getPrivate()));
        ConfigSource config = ConfigSource.text(
                "test.yaml", "server: { tls: { certificate: cert.pem, privateKey: key.pem } }\n", folder);
        try (Understudy understudy =
                Understudy.builder().config(config).tlsPort(0).start()) {
            assertThat(get(understudy.endpoint().resolve("/_understudy/certificate"))
                            .body())
                    .isEqualTo(chain);
            assertThat(understudy.certificate().orElseThrow().getSubjectX500Principal())
                    .hasToString("CN=own");
        }
    }
}
