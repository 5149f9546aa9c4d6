package dev.understudy.credentials;

import dev.understudy.aws.UniqueIds;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Sessions that were expired before their time. What is minted after a call is good again, even at the same instant: the
 * order of mints and calls decides, not the clock, which a test may freeze or turn back.
 *
 * <p>It is kept in memory, so it ends with the process, and other processes with the same sealing key know nothing of it.
 * No time-out ends it, since a session under a frozen clock never runs out; instead, the newest {@value #CAPACITY} access
 * keys and as many roles are kept.
 */
public final class Revocations {
    /** How many access keys, and how many roles, can be expired at the same time. */
    public static final int CAPACITY = 10_000;

    private static final long NONE = Long.MIN_VALUE;
    private static final Pattern KEY = Pattern.compile(UniqueIds.TEMPORARY_ACCESS_KEY + "[A-Z2-7]{16}");

    private final MintStamps stamps;
    private final Predicate<String> isRole;
    private final NewestStamps keys = new NewestStamps(CAPACITY);
    private final NewestStamps roles = new NewestStamps(CAPACITY);
    private final AtomicLong all = new AtomicLong(NONE);

    /**
     * @param stamps those of the {@link CredentialMinter}
     * @param isRole whether there is a role of an ARN
     */
    public Revocations(MintStamps stamps, Predicate<String> isRole) {
        this.stamps = stamps;
        this.isRole = isRole;
    }

    /**
     * Expires one session.
     *
     * @param accessKeyId {@code ASIA} and 16 characters
     * @throws IllegalArgumentException if it is not a session's access key id; the message is one sentence that does not
     *     repeat it
     */
    public void expire(String accessKeyId) {
        if (accessKeyId.startsWith(UniqueIds.ACCESS_KEY)) {
            throw new IllegalArgumentException(
                    "An access key id that begins with AKIA is a user's and does not expire; only sessions do, whose"
                            + " access key ids begin with ASIA.");
        }
        if (!KEY.matcher(accessKeyId).matches()) {
            throw new IllegalArgumentException(
                    "The access key id of a session is ASIA and 16 of the characters A-Z 2-7.");
        }
        keys.put(accessKeyId, stamps.next());
    }

    /**
     * Expires all sessions of a role.
     *
     * @param roleArn the role's ARN with its path, as the configuration has it
     * @throws UnknownRoleException if there is no such role
     */
    public void expireRole(String roleArn) {
        if (!isRole.test(roleArn)) {
            throw new UnknownRoleException(roleArn);
        }
        roles.put(roleArn, stamps.next());
    }

    /** Expires all sessions. */
    public void expireAll() {
        all.accumulateAndGet(stamps.next(), Math::max);
    }

    /** Forgets all: sessions that were expired here, and have not run out, are good again. */
    public void reset() {
        keys.clear();
        roles.clear();
        all.set(NONE);
    }

    /**
     * Why the session was expired before its time, if it was.
     *
     * @return part of a sentence for people
     */
    public Optional<String> reason(String accessKeyId, Opened.Valid opened) {
        long minted = opened.mintStamp();
        if (minted < all.get()) {
            return Optional.of("all sessions minted until then were expired through the control API");
        }
        if (keys.get(accessKeyId).filter(stamp -> minted < stamp).isPresent()) {
            return Optional.of("the session was expired through the control API, by its access key id");
        }
        if (opened.session().principal() instanceof SessionPrincipal.AssumedRole role
                && roles.get(role.roleArn()).filter(stamp -> minted < stamp).isPresent()) {
            return Optional.of(
                    "the sessions of " + role.roleArn() + " minted until then were expired through the control API");
        }
        return Optional.empty();
    }
}
