package dev.understudy.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * An application that assumes a role with the token which its platform keeps in a file, and keeps the credentials until
 * shortly before they expire. It is told the time, so that a test can tell it another.
 */
final class CachingApp {
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final StsClient sts;
    private final String roleArn;
    private final Path tokenFile;
    private final InstantSource clock;
    private Optional<Credentials> kept = Optional.empty();

    CachingApp(StsClient sts, String roleArn, Path tokenFile, InstantSource clock) {
        this.sts = sts;
        this.roleArn = roleArn;
        this.tokenFile = tokenFile;
        this.clock = clock;
    }

    synchronized Credentials credentials() {
        Credentials current = kept.filter(this::isFresh).orElseGet(this::fetch);
        kept = Optional.of(current);
        return current;
    }

    private boolean isFresh(Credentials credentials) {
        return clock.instant().isBefore(credentials.expiration().minus(EARLY));
    }

    private Credentials fetch() {
        try {
            // The platform renews the file, so it is read each time.
            String token = Files.readString(tokenFile);
            return sts.assumeRoleWithWebIdentity(call ->
                            call.roleArn(roleArn).roleSessionName("caching-app").webIdentityToken(token))
                    .credentials();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
