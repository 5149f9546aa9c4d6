package dev.understudy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.Understudy;
import dev.understudy.testing.Token;
import dev.understudy.testing.UnderstudyTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** How often does an application call STS? This one forgets what it was given, works all the same, and is found out. */
@UnderstudyTest(config = "classpath:dev/understudy/examples/understudy.yaml")
class ForgetfulAppTest {
    private final Understudy understudy;
    private final StsClient sts;

    ForgetfulAppTest(Understudy understudy) {
        this.understudy = understudy;
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

    /** The application: it asks for credentials whenever it needs some. */
    private String readPhoto(String token) {
        return sts.assumeRoleWithWebIdentity(call -> call.roleArn("arn:aws:iam::123456789012:role/PhotoReader")
                        .roleSessionName("forgetful-app")
                        .webIdentityToken(token))
                .credentials()
                .accessKeyId();
    }

    @Test
    void three_photos_take_three_calls(
            @Token(issuer = "https://idp.example.org", audience = "photo-app", subject = "bob") String token) {
        for (int photo = 0; photo < 3; photo++) {
            readPhoto(token);
        }
        // For an application that shall remember, this would be assertCount(1).
        assertThat(understudy.calls().by("bob").withSession("forgetful-app").count())
                .isEqualTo(3);
    }
}
