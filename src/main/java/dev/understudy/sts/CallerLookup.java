package dev.understudy.sts;

import dev.understudy.aws.UniqueIds;
import dev.understudy.credentials.Opened;
import dev.understudy.credentials.Revocations;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionOpener;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.sigv4.KeyLookup;
import dev.understudy.sigv4.KeyLookupResult;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds who an access key belongs to: a session that we sealed, or a configured user. */
public final class CallerLookup implements KeyLookup<Caller> {
    private final Supplier<Directory> directory;
    private final SessionOpener sessions;
    private final Revocations revocations;
    private final InstantSource clock;

    public CallerLookup(
            Supplier<Directory> directory, SessionOpener sessions, Revocations revocations, InstantSource clock) {
        this.directory = directory;
        this.sessions = sessions;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Override
    public KeyLookupResult<Caller> find(String accessKeyId, Optional<String> sessionToken) {
        if (accessKeyId.startsWith(UniqueIds.TEMPORARY_ACCESS_KEY)) {
            return sessionToken
                    .map(token -> ofSession(accessKeyId, token))
                    .orElseGet(() -> unknown("temporary credentials come with a session token"));
        }
        // A long-term key never comes with a session token.
        return sessionToken.isPresent()
                ? unknown("a user's access key comes without a session token")
                : ofUser(accessKeyId);
    }

    private KeyLookupResult<Caller> ofUser(String accessKeyId) {
        return directory
                .get()
                .keyOwner(accessKeyId)
                .<KeyLookupResult<Caller>>map(owner -> new KeyLookupResult.Found<>(
                        new Caller.User(owner.user()), owner.key().secretAccessKey()))
                .orElseGet(() -> unknown("no user of the configuration has it"));
    }

    private KeyLookupResult<Caller> ofSession(String accessKeyId, String sessionToken) {
        Opened opened = sessions.open(accessKeyId, sessionToken);
        if (opened instanceof Opened.Invalid invalid) {
            return unknown(invalid.reason());
        }
        Opened.Valid valid = (Opened.Valid) opened;
        Session session = valid.session();
        SessionPrincipal.AssumedRole principal = (SessionPrincipal.AssumedRole) session.principal();
        // A session dies with its role, even if another role is given the same name.
        Optional<Role> role = directory.get().roleById(principal.roleId());
        if (role.isEmpty()) {
            return unknown("its role " + principal.roleArn() + " is gone");
        }
        if (session.isExpiredAt(clock.instant())) {
            return new KeyLookupResult.Expired<>("the session expired at " + session.expiresAt());
        }
        Caller caller = new Caller.AssumedRole(role.get(), principal.sessionName(), session);
        return revocations
                .reason(accessKeyId, valid)
                .<KeyLookupResult<Caller>>map(KeyLookupResult.Expired::new)
                .orElseGet(() -> new KeyLookupResult.Found<>(caller, valid.secretAccessKey()));
    }

    private static KeyLookupResult<Caller> unknown(String reason) {
        return new KeyLookupResult.Unknown<>(reason);
    }
}
