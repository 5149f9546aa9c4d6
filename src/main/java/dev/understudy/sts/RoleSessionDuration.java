package dev.understudy.sts;

import dev.understudy.iam.Role;
import java.time.Duration;
import java.util.Optional;

/** How long a session of a role lasts. */
final class RoleSessionDuration {
    /** Whatever the role's maximum, and the expiry of a token. */
    private static final Duration STANDARD = Duration.ofHours(1);

    private static final Duration LONGEST_OF_A_CHAIN = Duration.ofHours(1);

    private RoleSessionDuration() {}

    /**
     * Recorded: the role's maximum comes before the limit of role chaining.
     *
     * @param chained whether a session of a role asks for it
     * @throws StsException {@code ValidationError}
     */
    static Duration of(Optional<Duration> requested, Role role, boolean chained) throws StsException {
        Duration duration = requested.orElse(STANDARD);
        if (duration.compareTo(role.maxSessionDuration()) > 0) {
            throw tooLong(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
                    "DurationSeconds is " + duration.toSeconds() + "; the role's MaxSessionDuration is "
                            + role.maxSessionDuration().toSeconds() + ".");
        }
        if (chained && duration.compareTo(LONGEST_OF_A_CHAIN) > 0) {
            throw tooLong(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
                            + " chaining.",
                    "DurationSeconds is " + duration.toSeconds() + "; a session of a role asks for it, which is role"
                            + " chaining.");
        }
        return duration;
    }

    private static StsException tooLong(String message, String reason) {
        return new StsException(new StsFault(StsErrorCode.VALIDATION_ERROR, message), reason);
    }
}
