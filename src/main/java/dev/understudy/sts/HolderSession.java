package dev.understudy.sts;

import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.iam.KeyHolder;
import dev.understudy.iam.RootUser;
import dev.understudy.iam.User;
import java.time.Duration;
import java.util.Optional;

/** What the sessions of GetSessionToken and GetFederationToken have in common. */
final class HolderSession {
    static final Duration MAXIMUM_DURATION = Duration.ofHours(36);

    private static final Duration STANDARD = Duration.ofHours(12);
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

    private HolderSession() {}

    /** Documented: a root user that asks for more than an hour is given an hour. */
    static Duration duration(Optional<Duration> requested, KeyHolder holder) {
        Duration duration = requested.orElse(STANDARD);
        boolean tooLong = holder instanceof RootUser && duration.compareTo(LONGEST_OF_ROOT) > 0;
        return tooLong ? LONGEST_OF_ROOT : duration;
    }

    static SessionPrincipal.KeyHolder principal(KeyHolder holder) {
        return holder instanceof User user
                ? new SessionPrincipal.User(user.userId(), user.arn().toString())
                : new SessionPrincipal.Root();
    }
}
