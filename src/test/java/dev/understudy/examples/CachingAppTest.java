package dev.understudy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.understudy.Understudy;
import dev.understudy.testing.Token;
import dev.understudy.testing.UnderstudyTest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;

/**
 * Does the application keep its credentials, and renew them in time? It goes by Understudy's clock here, so that an hour
 * passes for both at once.
 */
@UnderstudyTest(config = "classpath:dev/understudy/examples/understudy.yaml")
class CachingAppTest {
    private final Understudy understudy;
    private final StsClient sts;
    private final CachingApp app;

    CachingAppTest(
            Understudy understudy, @Token(issuer = "https://idp.example.org", audience = "photo-app") Path tokenFile) {
        this.understudy = understudy;
        sts = StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.of(understudy.region()))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        app = new CachingApp(sts, "arn:aws:iam::123456789012:role/PhotoReader", tokenFile, understudy.clock());
    }

    @AfterEach
    void close() {
        sts.close();
    }

    @Test
    void credentials_are_kept_while_they_are_good() {
        String first = app.credentials().accessKeyId();
        understudy.clock().advance(Duration.ofMinutes(54));
        assertThat(app.credentials().accessKeyId()).isEqualTo(first);
        understudy.calls().to("AssumeRoleWithWebIdentity").assertCount(1);
    }

    @Test
    void they_are_renewed_before_they_expire() {
        String first = app.credentials().accessKeyId();
        understudy.clock().advance(Duration.ofMinutes(56));
        assertThat(app.credentials().accessKeyId()).isNotEqualTo(first);
        understudy.calls().to("AssumeRoleWithWebIdentity").assertRefreshedBeforeExpiry(Duration.ofMinutes(1));
    }

    @Test
    void a_token_file_that_nobody_renews_ends_it() {
        app.credentials();
        understudy.clock().advance(Duration.ofHours(2));
        assertThatExceptionOfType(ExpiredTokenException.class).isThrownBy(app::credentials);
    }
}
