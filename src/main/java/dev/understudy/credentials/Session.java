package dev.understudy.credentials;

import dev.understudy.aws.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a session. It is stored nowhere: the session token carries it.
 *
 * @param principal who the session acts as
 * @param account the account it acts in
 * @param issuedAt when it began, in whole seconds (a fraction is cut off)
 * @param expiresAt the first second at which it is no longer good, in whole seconds (a fraction is cut off)
 * @param context condition keys that persist in the session, such as {@code accounts.google.com:sub}
 * @param tags the session tags
 * @param policies the session policies
 * @param sourceIdentity the source identity, which stays through role chaining
 */
public record Session(
        SessionPrincipal principal,
        AccountId account,
        Instant issuedAt,
        Instant expiresAt,
        Map<String, SessionValue> context,
        SessionTags tags,
        SessionPolicies policies,
        Optional<String> sourceIdentity) {
    public Session {
        // AWS prints the expiration in whole seconds, so nothing finer may decide.
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    }

    /** A session without context, tags, policies or source identity. */
    public static Session of(SessionPrincipal principal, AccountId account, Instant issuedAt, Instant expiresAt) {
        return new Session(
                principal,
                account,
                issuedAt,
                expiresAt,
                Map.of(),
                SessionTags.NONE,
                SessionPolicies.NONE,
                Optional.empty());
    }

    /** The same session with these persistent condition keys. */
    public Session withContext(Map<String, SessionValue> newContext) {
        return new Session(principal, account, issuedAt, expiresAt, newContext, tags, policies, sourceIdentity);
    }

    /** The same session with these tags. */
    public Session withTags(SessionTags newTags) {
        return new Session(principal, account, issuedAt, expiresAt, context, newTags, policies, sourceIdentity);
    }

    /** The same session with these session policies. */
    public Session withPolicies(SessionPolicies newPolicies) {
        return new Session(principal, account, issuedAt, expiresAt, context, tags, newPolicies, sourceIdentity);
    }

    /** The same session with this source identity. */
    public Session withSourceIdentity(String newSourceIdentity) {
        return new Session(
                principal, account, issuedAt, expiresAt, context, tags, policies, Optional.of(newSourceIdentity));
    }

    /** The same session with an earlier end. */
    public Session until(Instant newEnd) {
        return new Session(principal, account, issuedAt, newEnd, context, tags, policies, sourceIdentity);
    }

    /** Whether the session has run out: the instant of expiry itself is too late. */
    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
