package dev.understudy.iam;

import dev.understudy.aws.UniqueIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a role that is deleted and later made again another unique id, as IAM does: sessions of the first do not speak
 * for the second. Remembers for as long as the process runs. Safe for many threads.
 */
public final class RecreatedRoles {
    /** How often a role of this ARN has gone. */
    private final Map<String, Integer> departures = new HashMap<>();

    /**
     * The snapshot that follows another.
     *
     * @param before the snapshot in use
     * @param loaded the next one, in which a role's unique id follows from its ARN alone
     */
    public synchronized Directory next(Directory before, Directory loaded) {
        for (Role role : before.roles()) {
            String arn = role.arn().toString();
            if (loaded.role(arn).isEmpty()) {
                departures.merge(arn, 1, Integer::sum);
            }
        }
        if (departures.isEmpty()) {
            return loaded;
        }
        List<Role> roles = loaded.roles().stream().map(this::identified).toList();
        return loaded.withRoles(roles);
    }

    private Role identified(Role role) {
        Integer gone = departures.get(role.arn().toString());
        return gone == null ? role : role.withRoleId(uniqueId(role, gone));
    }

    private static String uniqueId(Role role, int departures) {
        byte[] text = (role.arn() + " " + departures).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return UniqueIds.uniqueId(UniqueIds.ROLE, role.account(), digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
