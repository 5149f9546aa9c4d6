package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.UniqueIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a role or user that is deleted and later made again another unique id, as IAM does: sessions of the first do not
 * speak for the second. Remembers for as long as the process runs. Safe for many threads.
 */
public final class Recreated {
    /** How often the role or user of this ARN has gone. */
    private final Map<String, Integer> departures = new HashMap<>();

    /**
     * The snapshot that follows another.
     *
     * @param before the snapshot in use
     * @param loaded the next one, in which a unique id follows from its ARN alone
     */
    public synchronized Directory next(Directory before, Directory loaded) {
        for (Role role : before.roles()) {
            String arn = role.arn().toString();
            note(arn, loaded.role(arn).isEmpty());
        }
        for (User user : before.users()) {
            String arn = user.arn().toString();
            note(arn, loaded.user(arn).isEmpty());
        }
        if (departures.isEmpty()) {
            return loaded;
        }
        List<Role> roles = loaded.roles().stream().map(this::identified).toList();
        List<User> users = loaded.users().stream().map(this::identified).toList();
        return loaded.with(roles, users);
    }

    private void note(String arn, boolean gone) {
        if (gone) {
            departures.merge(arn, 1, Integer::sum);
        }
    }

    private Role identified(Role role) {
        Integer gone = departures.get(role.arn().toString());
        return gone == null ? role : role.withRoleId(uniqueId(UniqueIds.ROLE, role.account(), role.arn(), gone));
    }

    private User identified(User user) {
        Integer gone = departures.get(user.arn().toString());
        return gone == null ? user : user.withUserId(uniqueId(UniqueIds.USER, user.account(), user.arn(), gone));
    }

    private static String uniqueId(String prefix, AccountId account, Arn arn, int departures) {
        byte[] text = (arn + " " + departures).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return UniqueIds.uniqueId(prefix, account, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
