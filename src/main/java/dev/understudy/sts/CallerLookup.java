package dev.understudy.sts;

import dev.understudy.aws.UniqueIds;
import dev.understudy.credentials.Opened;
import dev.understudy.credentials.Revocations;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionOpener;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.iam.Directory;
import dev.understudy.iam.KeyHolder;
import dev.understudy.sigv4.KeyLookup;
import dev.understudy.sigv4.KeyLookupResult;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds who an access key belongs to: a session that we sealed, or a configured user or root user. */
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
                : ofHolder(accessKeyId);
    }

    private KeyLookupResult<Caller> ofHolder(String accessKeyId) {
        return directory
                .get()
                .keyOwner(accessKeyId)
                .map(CallerLookup::ofOwner)
                .orElseGet(() -> unknown("no user of the configuration has it"));
    }

    private static KeyLookupResult<Caller> ofOwner(Directory.KeyOwner owner) {
        return owner.key().active()
                ? new KeyLookupResult.Found<>(
                        new Caller.Holder(owner.holder(), Optional.empty()),
                        owner.key().secretAccessKey())
                : unknown("it is inactive");
    }

    private KeyLookupResult<Caller> ofSession(String accessKeyId, String sessionToken) {
        Opened opened = sessions.open(accessKeyId, sessionToken);
        if (opened instanceof Opened.Invalid invalid) {
            return unknown(invalid.reason());
        }
        Opened.Valid valid = (Opened.Valid) opened;
        Session session = valid.session();
        Optional<Caller> caller = caller(session);
        if (caller.isEmpty()) {
            return unknown("its " + session.principal().entity() + " is gone");
        }
        if (session.isExpiredAt(clock.instant())) {
            return new KeyLookupResult.Expired<>("the session expired at " + session.expiresAt());
        }
        return revocations
                .reason(accessKeyId, valid)
                .<KeyLookupResult<Caller>>map(KeyLookupResult.Expired::new)
                .orElseGet(() -> new KeyLookupResult.Found<>(caller.get(), valid.secretAccessKey()));
    }

    /** A session dies with its role or user, even if another is given the same name. */
    private Optional<Caller> caller(Session session) {
        if (session.principal() instanceof SessionPrincipal.AssumedRole assumed) {
            return directory
                    .get()
                    .roleById(assumed.roleId())
                    .map(role -> new Caller.AssumedRole(role, assumed.sessionName(), session));
        }
        if (session.principal() instanceof SessionPrincipal.FederatedUser federated) {
            return holder(federated.holder(), session)
                    .map(holder -> new Caller.FederatedUser(holder, federated.name(), session));
        }
        return holder((SessionPrincipal.KeyHolder) session.principal(), session)
                .map(holder -> new Caller.Holder(holder, Optional.of(session)));
    }

    private Optional<KeyHolder> holder(SessionPrincipal.KeyHolder principal, Session session) {
        if (principal instanceof SessionPrincipal.User user) {
            return directory
                    .get()
                    .user(user.userArn())
                    .filter(found -> found.userId().equals(user.userId()))
                    .map(KeyHolder.class::cast);
        }
        return Optional.of(directory.get().rootUser(session.account()));
    }

    private static KeyLookupResult<Caller> unknown(String reason) {
        return new KeyLookupResult.Unknown<>(reason);
    }
}
