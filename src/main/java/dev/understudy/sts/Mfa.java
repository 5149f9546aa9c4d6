package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionValue;
import dev.understudy.policy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a session remembers of multi-factor authentication. Documented: those of GetSessionToken do, those of roles do not,
 * since there the trust policy alone can ask for it.
 */
final class Mfa {
    private static final String PRESENT = "aws:MultiFactorAuthPresent";
    private static final String AGE = "aws:MultiFactorAuthAge";

    /** What a session that began with MFA carries. */
    static final Map<String, SessionValue> IN_SESSION = Map.of(PRESENT, new SessionValue.Single("true"));

    private Mfa() {}

    static boolean began(Session session) {
        return session.context().entrySet().containsAll(IN_SESSION.entrySet());
    }

    /** Temporary credentials always have the first key; the second counts the seconds since the code was given. */
    static void addTo(RequestContext.Builder context, Session session, Instant now) {
        context.with(PRESENT, "false");
        if (began(session)) {
            addTo(context, Duration.between(session.issuedAt(), now));
        }
    }

    static void addTo(RequestContext.Builder context, Duration age) {
        context.with(PRESENT, "true").with(AGE, Long.toString(age.toSeconds()));
    }
}
