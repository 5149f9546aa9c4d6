package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.Fixture;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

/** The AWS SDK for Java, over the socket, against the packaged configuration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssumeRoleWithWebIdentityTest {
    private static final String GITHUB_ROLE = "arn:aws:iam::123456789012:role/RoleForGitHubActions";
    private static final String GITHUB = "https://token.actions.githubusercontent.com";

    private Fixture fixture;
    private StsClient sts;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
        sts = fixture.sts();
    }

    @AfterAll
    void stop() {
        sts.close();
        fixture.close();
    }

    private AssumeRoleWithWebIdentityResponse assume(
            String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> changes) {
        return sts.assumeRoleWithWebIdentity(request -> {
            request.roleArn(Fixture.ROLE).roleSessionName("session").webIdentityToken(token);
            changes.accept(request);
        });
    }

    private AssumeRoleWithWebIdentityResponse assume(String token) {
        return assume(token, request -> {});
    }

    @Test
    void a_good_token_is_exchanged_for_credentials_that_sign() {
        AssumeRoleWithWebIdentityResponse answer = assume(fixture.token());

        assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("alice");
        assertThat(answer.audience()).isEqualTo(Fixture.AUDIENCE);
        assertThat(answer.provider()).isEqualTo("arn:aws:iam::123456789012:oidc-provider/server.example.com");
        assertThat(answer.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/RoleForServerExample/session");
        assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:session");
        assertThat(answer.sourceIdentity()).isNull();
        assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(answer.credentials().secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
        assertThat(answer.credentials().sessionToken())
                .startsWith("IQoJb3JpZ2luX2Vj")
                .hasSizeGreaterThan(100);
        assertThat(answer.credentials().expiration())
                .isEqualTo(
                        fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1)));

        try (StsClient session = fixture.sts(answer.credentials())) {
            GetCallerIdentityResponse identity = session.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo(answer.assumedRoleUser().arn());
            assertThat(identity.userId()).isEqualTo(answer.assumedRoleUser().assumedRoleId());
            assertThat(identity.account()).isEqualTo("123456789012");
        }
    }

    @Test
    void two_calls_get_different_credentials() {
        String token = fixture.token();
        assertThat(assume(token).credentials().accessKeyId())
                .isNotEqualTo(assume(token).credentials().accessKeyId());
    }

    @Test
    void google_and_cognito_need_no_provider_entity() {
        String google = fixture.token("""
                {"issuer": "https://accounts.google.com", "audience": "666777888999000", "subject": "1180"}""");
        AssumeRoleWithWebIdentityResponse answer =
                assume(google, request -> request.roleArn("arn:aws:iam::123456789012:role/RoleForGoogle"));
        assertThat(answer.provider()).isEqualTo("accounts.google.com");

        String schemeless = fixture.token("""
                {"issuer": "accounts.google.com", "audience": "666777888999000", "subject": "1180"}""");
        assertThat(assume(schemeless, request -> request.roleArn("arn:aws:iam::123456789012:role/RoleForGoogle"))
                        .audience())
                .isEqualTo("666777888999000");

        String guest = fixture.token("""
                {"issuer": "cognito-identity.amazonaws.com", "audience": "us-east:12345678-ffff-ffff-ffff-123456",
                 "subject": "us-east:guest", "claims": {"amr": ["unauthenticated"]}}""");
        assertThat(assume(guest, request -> request.roleArn("arn:aws:iam::123456789012:role/RoleForCognitoGuests"))
                        .provider())
                .isEqualTo("cognito-identity.amazonaws.com");
        String member = fixture.token("""
                {"issuer": "cognito-identity.amazonaws.com", "audience": "us-east:12345678-ffff-ffff-ffff-123456",
                 "subject": "us-east:member", "claims": {"amr": ["authenticated", "www.amazon.com"]}}""");
        assertThat(assume(member, request -> request.roleArn("arn:aws:iam::123456789012:role/RoleForCognito"))
                        .audience())
                .isEqualTo("us-east:12345678-ffff-ffff-ffff-123456");
        assertDenied(member, "arn:aws:iam::123456789012:role/RoleForCognitoGuests");
    }

    @Test
    void github_is_matched_by_its_subject() {
        String main = github("repo:octo-org/octo-repo:ref:refs/heads/main");
        assertThat(assume(main, request -> request.roleArn(GITHUB_ROLE)).audience())
                .isEqualTo("sts.amazonaws.com");
        assertDenied(github("repo:octo-org/octo-repo:pull_request"), GITHUB_ROLE);
    }

    @Test
    void an_unknown_role_and_a_role_that_does_not_trust_are_told_apart_by_nobody() {
        assertDenied(fixture.token(), "arn:aws:iam::123456789012:role/Missing");
        assertDenied(fixture.token(), GITHUB_ROLE);
    }

    @Test
    void each_refusal_is_a_typed_exception() {
        assertThatThrownBy(() -> assume("garbage"))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("The ID Token provided is not a valid JWT.");
        assertThatThrownBy(() -> assume(tampered(fixture.token()))).isInstanceOf(InvalidIdentityTokenException.class);
        assertThatThrownBy(() -> assume(fixture.token("{\"expiresIn\": -600}")))
                .isInstanceOf(ExpiredTokenException.class)
                .hasMessageContaining("Token expired: current date/time ");
        assertThatThrownBy(() -> assume(fixture.token("{\"audience\": \"another-app\"}")))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("The web identity token provided could not be validated.");
        assertThatThrownBy(() -> assume(fixture.token(), request -> request.policy("{")))
                .isInstanceOf(MalformedPolicyDocumentException.class);
        assertThatThrownBy(() -> assume(fixture.token("{\"claims\": {\"sub\": null}}")))
                .isInstanceOfSatisfying(StsException.class, failure -> {
                    assertThat(failure.statusCode()).isEqualTo(500);
                    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
                    assertThat(failure.awsErrorDetails().errorMessage())
                            .isEqualTo("Unknown error validating third-party token");
                });
    }

    @Test
    void the_session_lasts_as_long_as_the_role_allows() {
        assertThat(assume(fixture.token(), request -> request.durationSeconds(900))
                        .credentials()
                        .expiration())
                .isEqualTo(
                        fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(900));
        assertRefused(
                fixture.token(),
                request -> request.durationSeconds(3601),
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    @Test
    void a_provider_id_is_for_access_tokens() {
        assertRefused(
                fixture.token(),
                request -> request.providerId("https://www.amazon.com"),
                "AccessDenied",
                "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID"
                        + " tokens");
        assertRefused(
                fixture.token(),
                request -> request.providerId("www.amazon.com"),
                "InvalidIdentityToken",
                "Provided Token is not a Login With Amazon token");
    }

    @Test
    void the_roles_claim_pins_the_role() {
        String pinned = "{\"claims\": {\"https://aws.amazon.com/roles\": [\"%s\"]}}";
        assertThat(assume(fixture.token(pinned.formatted(Fixture.ROLE))).audience())
                .isEqualTo(Fixture.AUDIENCE);
        assertRefused(
                fixture.token(pinned.formatted(GITHUB_ROLE)),
                request -> {},
                "InvalidIdentityToken",
                "The target role ARN is not present in the roles claim of the identity token");
    }

    @Test
    void session_tags_and_a_source_identity_need_leave_of_their_own() {
        assertRefused(
                fixture.token(
                        "{\"claims\": {\"https://aws.amazon.com/tags\": {\"principal_tags\": {\"a\": [\"b\"]}}}}"),
                request -> {},
                "AccessDenied",
                "Not authorized to perform sts:TagSession");
        assertRefused(
                fixture.token("{\"claims\": {\"https://aws.amazon.com/source_identity\": \"alice\"}}"),
                request -> {},
                "AccessDenied",
                "Not authorized to perform sts:SetSourceIdentity");
    }

    private String github(String subject) {
        return fixture.token("{\"issuer\": \"%s\", \"audience\": \"sts.amazonaws.com\", \"subject\": \"%s\"}"
                .formatted(GITHUB, subject));
    }

    private void assertDenied(String token, String role) {
        assertRefused(
                token,
                request -> request.roleArn(role),
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    private void assertRefused(
            String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> changes, String code, String message) {
        assertThatThrownBy(() -> assume(token, changes)).isInstanceOfSatisfying(StsException.class, failure -> {
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
        });
    }

    private static String tampered(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char first = token.charAt(signature);
        return token.substring(0, signature) + (first == 'A' ? 'B' : 'A') + token.substring(signature + 1);
    }
}
