package dev.understudy.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The percentage that AWS calls {@code PackedPolicySize}: how much of the space for session policies, session tags and
 * identity context a call takes. More than 100 means {@code PackedPolicyTooLarge}.
 *
 * <p>AWS does not publish its packing. This formula counts plain bytes against a fixed allotment; its two constants were
 * chosen to meet what was recorded for web identity calls without a policy: 24 to 26 with a short subject, 34 with one
 * of 300 characters.
 */
public final class PackedPolicySize {
    private static final int ALLOTMENT = 3200;
    private static final int IDENTITY_OVERHEAD = 500;

    private PackedPolicySize() {}

    /** The figure of a web identity call, where the identity counts too; that part alone never exceeds 100. */
    public static int ofWebIdentity(Session session) {
        Session identity = session.withTags(SessionTags.NONE).withPolicies(SessionPolicies.NONE);
        int identityBytes = IDENTITY_OVERHEAD + SessionCodec.encode(identity).length;
        return percent(Math.min(identityBytes, ALLOTMENT) + chosenBytes(session));
    }

    /** The figure of other calls: policies and tags only, zero without any. */
    public static int of(Session session) {
        return percent(chosenBytes(session));
    }

    private static int chosenBytes(Session session) {
        return bytes(session.tags().tags().keySet())
                + bytes(session.tags().tags().values())
                + bytes(session.tags().transitiveKeys())
                + bytes(session.policies().document().stream().toList())
                + bytes(session.policies().managedPolicyArns())
                + bytes(session.policies().scopeDown());
    }

    private static int bytes(Collection<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static int percent(int bytes) {
        return (100 * bytes + ALLOTMENT - 1) / ALLOTMENT;
    }
}
