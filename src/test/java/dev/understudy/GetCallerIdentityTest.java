package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.support.Fixture;
import dev.understudy.support.LogCapture;
import dev.understudy.support.Refusals;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Signatures of real sessions and users, over the socket. */
class GetCallerIdentityTest {
    private static final String KEY = "AKIARZPUZDIKGB2VALC4";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String WRONG_SIGNATURE =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";

    private Fixture fixture;
    private Credentials session;

    @BeforeEach
    void start() {
        fixture = Fixture.packaged();
        session = assume(fixture);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static Credentials assume(Fixture fixture) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn(Fixture.ROLE)
                            .roleSessionName("session")
                            .webIdentityToken(fixture.token()))
                    .credentials();
        }
    }

    @Test
    void a_configured_user_is_known_by_the_access_key() {
        try (StsClient sts = fixture.sts(AwsBasicCredentials.create(KEY, Fixture.USER_SECRET))) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/alice");
            assertThat(sts.getCallerIdentity().userId()).matches("AIDA[A-Z2-7]{17}");
        }
    }

    @Test
    void a_wrong_secret_does_not_sign() {
        assertRefused(AwsBasicCredentials.create(KEY, "another"), 403, "SignatureDoesNotMatch", WRONG_SIGNATURE);
        assertRefused(
                AwsSessionCredentials.create(session.accessKeyId(), "another", session.sessionToken()),
                403,
                "SignatureDoesNotMatch",
                WRONG_SIGNATURE);
    }

    /** Who exchanges the two variables sends the secret in the credential, as it is or with slashes in it. */
    @ParameterizedTest
    @ValueSource(strings = {"SecretWithoutAnySlashInItButFortyLettersX", "Secret/withSlashes/InIt/AndFortyLetters"})
    void a_secret_in_the_place_of_the_key_is_not_kept(String secret) {
        LogCapture log = new LogCapture("dev.understudy.calls");
        try (StsClient sts = fixture.sts(AwsBasicCredentials.create(secret, KEY))) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(StsException.class);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(secret));
        } finally {
            log.close();
        }
        assertThat(fixture.get("/_understudy/events").body())
                .contains("GetCallerIdentity")
                .doesNotContain(secret);
    }

    @Test
    void the_session_token_must_be_that_of_the_key() {
        Credentials other = assume(fixture);
        assertRefused(
                AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
        assertRefused(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), other.sessionToken()),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
        assertRefused(
                AwsSessionCredentials.create(
                        session.accessKeyId(),
                        session.secretAccessKey(),
                        session.sessionToken().replaceFirst(".$", "A").replaceFirst("^.{40}", "$0x")),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
    }

    @Test
    void an_inactive_key_is_invalid_and_still_the_accounts() {
        try (Fixture own = Fixture.of("""
                        users:
                          - UserName: alice
                            Policies: [{ PolicyName: p, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "sts:*", Resource: "*" } } }]
                            accessKeys:
                              - { AccessKeyId: AKIAOLDOLDOLDOLDOLD2, SecretAccessKey: s, Status: Inactive }
                              - { AccessKeyId: AKIANEWNEWNEWNEWNEW2, SecretAccessKey: s, Status: Active }
                        """);
                StsClient former = own.sts(AwsBasicCredentials.create("AKIAOLDOLDOLDOLDOLD2", "s"));
                StsClient present = own.sts(AwsBasicCredentials.create("AKIANEWNEWNEWNEWNEW2", "s"))) {
            Refusals.assertRefused(
                    former::getCallerIdentity,
                    403,
                    "InvalidClientTokenId",
                    "The security token included in the request is invalid.");
            assertThat(present.getCallerIdentity().account()).isEqualTo("123456789012");
            assertThat(present.getAccessKeyInfo(it -> it.accessKeyId("AKIAOLDOLDOLDOLDOLD2"))
                            .account())
                    .isEqualTo("123456789012");
        }
    }

    @Test
    void an_unknown_key_is_invalid() {
        assertRefused(
                AwsBasicCredentials.create("AKIAQAAAAAAAGMKEM7X5", "secret"),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
    }

    /** The boundary: a session is good until the second before its expiration. */
    @Test
    void a_session_expires() {
        Duration left = Duration.between(fixture.clock.instant(), session.expiration());
        try (StsClient sts = fixture.sts(session)) {
            // An hour's jump is beyond the signature's window as well; the session is looked at first.
            fixture.clock.advance(left);
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(StsException.class, failure -> {
                assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken");
                assertThat(failure.statusCode()).isEqualTo(403);
                assertThat(failure.awsErrorDetails().errorMessage())
                        .isEqualTo("The security token included in the request is expired");
            });
            // The SDK has corrected its clock by our Date header in the meantime.
            fixture.clock.advance(Duration.ofSeconds(-1));
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }

    @Test
    void a_clock_more_than_fifteen_minutes_off_is_refused() {
        fixture.clock.advance(Duration.ofMinutes(16));
        try (StsClient sts = fixture.sts(session)) {
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("Signature expired: ");
        }
        fixture.clock.advance(Duration.ofMinutes(-32));
        try (StsClient sts = fixture.sts(session)) {
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("Signature not yet current: ");
        }
    }

    @Test
    void a_session_of_a_role_that_is_gone_is_invalid() {
        String key = "sealingKey: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n";
        String roles = Fixture.inlineRole("Mine");
        Credentials minted;
        try (Fixture before = Fixture.of(key + roles)) {
            try (StsClient sts = before.sts()) {
                minted = sts.assumeRoleWithWebIdentity(request -> request.roleArn("arn:aws:iam::123456789012:role/Mine")
                                .roleSessionName("session")
                                .webIdentityToken(before.token()))
                        .credentials();
            }
        }
        try (Fixture after = Fixture.of(key + roles);
                StsClient sts = after.sts(minted)) {
            assertThat(sts.getCallerIdentity().arn())
                    .as("the same sealing key honours the session after a restart")
                    .endsWith("assumed-role/Mine/session");
        }
        try (Fixture after = Fixture.of(key + Fixture.inlineRole("Another"));
                StsClient sts = after.sts(minted)) {
            assertThatThrownBy(sts::getCallerIdentity).hasMessageContaining(INVALID_TOKEN);
        }
        try (Fixture after = Fixture.of(roles);
                StsClient sts = after.sts(minted)) {
            assertThatThrownBy(sts::getCallerIdentity).as("another sealing key").hasMessageContaining(INVALID_TOKEN);
        }
    }

    @Test
    void an_unsigned_call_is_missing_its_signature() {
        assertThat(fixture.post("Action=GetCallerIdentity&Version=2011-06-15").body())
                .contains(
                        "<Code>MissingAuthenticationToken</Code>", "<Message>Request is missing Authentication Token");
    }

    private void assertRefused(AwsCredentials credentials, int status, String code, String message) {
        try (StsClient sts = fixture.sts(credentials)) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(StsException.class, failure -> {
                assertThat(failure.statusCode()).isEqualTo(status);
                assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
                assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
        }
    }
}
