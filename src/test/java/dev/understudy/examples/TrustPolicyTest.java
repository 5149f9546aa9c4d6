package dev.understudy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.Understudy;
import dev.understudy.testing.RemoteUnderstudy;
import dev.understudy.testing.Token;
import dev.understudy.testing.UnderstudyTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Does the trust policy let in who shall, and keep out who shall not? */
@UnderstudyTest(config = "classpath:dev/understudy/examples/understudy.yaml")
class TrustPolicyTest {
    private static final String IDP = "https://idp.example.org";
    private static final String ROLE = "arn:aws:iam::123456789012:role/PhotoReader";

    private final StsClient sts;

    TrustPolicyTest(Understudy understudy) {
        sts = StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.of(understudy.region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterEach
    void close() {
        sts.close();
    }

    private Credentials assume(String token) {
        return sts.assumeRoleWithWebIdentity(
                        call -> call.roleArn(ROLE).roleSessionName("test").webIdentityToken(token))
                .credentials();
    }

    @Test
    void the_photo_app_reads_photos(@Token(issuer = IDP, audience = "photo-app") String token) {
        assertThat(assume(token).accessKeyId()).startsWith("ASIA");
    }

    @Test
    void the_billing_app_does_not(@Token(issuer = IDP, audience = "billing-app") String token) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> assume(token))
                .satisfies(refusal ->
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }

    /** AWS says no more than AccessDenied; Understudy says which condition it was. */
    @Test
    void and_this_is_why(Understudy understudy, @Token(issuer = IDP, audience = "billing-app") String token) {
        Map<String, Object> explanation =
                RemoteUnderstudy.at(understudy.endpoint()).explain(Map.of("RoleArn", ROLE, "WebIdentityToken", token));
        assertThat(explanation.get("summary"))
                .asString()
                .contains("idp.example.org:aud is `billing-app`, the policy wants `photo-app`");
    }
}
