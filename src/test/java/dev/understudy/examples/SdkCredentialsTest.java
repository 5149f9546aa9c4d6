package dev.understudy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.control.TestClock;
import dev.understudy.testing.UnderstudyExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * Does the AWS SDK's own provider keep credentials, and renew them in time? It goes by the machine's clock, which no test
 * can move. So Understudy's clock is set back instead: its credentials are then almost used up when they arrive.
 */
class SdkCredentialsTest {
    @RegisterExtension
    static final UnderstudyExtension UNDERSTUDY = UnderstudyExtension.builder()
            .config("classpath:dev/understudy/examples/understudy.yaml")
            .build();

    @TempDir
    private Path directory;

    /** Asks twice, and tells whether the answer was the same. */
    private boolean keepsCredentials() throws IOException {
        Path file = Files.writeString(
                directory.resolve("token"), UNDERSTUDY.token("https://idp.example.org", "photo-app", "alice"));
        try (StsClient sts = StsClient.builder()
                        .endpointOverride(UNDERSTUDY.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
                StsWebIdentityTokenFileCredentialsProvider provider =
                        StsWebIdentityTokenFileCredentialsProvider.builder()
                                .stsClient(sts)
                                .roleArn("arn:aws:iam::123456789012:role/PhotoReader")
                                .roleSessionName("sdk")
                                .webIdentityTokenFile(file)
                                .build()) {
            return provider.resolveCredentials().equals(provider.resolveCredentials());
        }
    }

    @Test
    void credentials_for_an_hour_are_kept() throws IOException {
        assertThat(keepsCredentials()).isTrue();
    }

    @Test
    void credentials_for_a_minute_and_a_half_are_renewed_at_the_next_use() throws IOException {
        TestClock clock = UNDERSTUDY.understudy().clock();
        clock.set(clock.instant().minus(Duration.ofHours(1)).plusSeconds(90));
        assertThat(keepsCredentials()).isFalse();
    }
}
