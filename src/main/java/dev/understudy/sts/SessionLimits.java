package dev.understudy.sts;

import dev.understudy.credentials.PackedPolicySize;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Role;
import java.time.Duration;
import java.util.Optional;

/** What bounds a session of a role, whoever takes it. */
final class SessionLimits {
    private final Trace.Recorder trace;

    SessionLimits(Trace.Recorder trace) {
        this.trace = trace;
    }

    void checkTags(SessionTags tags, Optional<String> sourceIdentity) throws StsException {
        try {
            SessionTagRules.check(tags, sourceIdentity);
        } catch (StsException refusal) {
            trace.failed("session tags", refusal.reason());
            throw refusal;
        }
    }

    /** The duration that was asked for, if the role allows it. */
    Duration duration(Duration asked, Role role) throws StsException {
        if (asked.compareTo(role.maxSessionDuration()) > 0) {
            String reason = "DurationSeconds is " + asked.toSeconds() + "; the role's MaxSessionDuration is "
                    + role.maxSessionDuration().toSeconds() + ".";
            trace.failed("duration", reason);
            throw new StsException(
                    new StsFault(
                            StsErrorCode.VALIDATION_ERROR,
                            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
                    reason);
        }
        trace.passed("duration", "The role allows a session of " + asked.toSeconds() + " seconds.");
        return asked;
    }

    void checkSize(Session session) throws StsException {
        int percent = PackedPolicySize.ofWebIdentity(session);
        if (percent > 100) {
            String message = "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.";
            trace.failed("packed policy size", message);
            throw new StsException(StsErrorCode.PACKED_POLICY_TOO_LARGE, message);
        }
    }
}
