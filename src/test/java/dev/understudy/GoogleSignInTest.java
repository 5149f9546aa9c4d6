package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.json.JsonMapper;

/** From the sign-in page of Google's stand-in to a session of the packaged role. */
class GoogleSignInTest {
    private static final String BASE = "/_understudy/issuers/accounts.google.com";
    private static final String CALLBACK = "http://localhost:9000/callback";
    private static final String ROLE = "arn:aws:iam::123456789012:role/RoleForGoogle";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final Fixture fixture = Fixture.packaged();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        return fixture.send(HttpRequest.newBuilder(fixture.uri(BASE + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Fixture.form(form)))
                .build());
    }

    private String idToken(String app) {
        CodeVerifier verifier = new CodeVerifier();
        HttpResponse<String> chosen = post(
                "/sign-in",
                Map.of(
                        "response_type", "code",
                        "client_id", app,
                        "redirect_uri", CALLBACK,
                        "scope", "openid email",
                        "state", "s",
                        "code_challenge_method", "S256",
                        "code_challenge",
                                CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                        .getValue(),
                        "subject", "10769150350006150715113082367"));
        Matcher code = CODE.matcher(chosen.headers().firstValue("Location").orElseThrow());
        assertThat(code.find()).isTrue();
        HttpResponse<String> exchanged = post(
                "/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        app,
                        "redirect_uri",
                        CALLBACK,
                        "code",
                        code.group(1),
                        "code_verifier",
                        verifier.getValue()));
        return new JsonMapper().readTree(exchanged.body()).required("id_token").asString();
    }

    private Credentials assume(String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(
                            call -> call.roleArn(ROLE).roleSessionName("app").webIdentityToken(token))
                    .credentials();
        }
    }

    @Test
    void a_user_of_the_app_signs_in_and_takes_the_role() {
        Credentials session = assume(idToken("666777888999000"));
        try (StsClient sts = StsClient.builder()
                .endpointOverride(fixture.understudy.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
                .build()) {
            assertThat(sts.getCallerIdentity().arn()).endsWith("assumed-role/RoleForGoogle/app");
        }
    }

    @Test
    void a_user_of_another_app_does_not() {
        String token = idToken("another-app");
        assertThatThrownBy(() -> assume(token))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
}
