package dev.understudy.sts;

import dev.understudy.credentials.PackedPolicySize;
import dev.understudy.credentials.Session;

/** The check of how much policies and tags take. */
final class PackedSize {
    private PackedSize() {}

    /**
     * The percentage of the allotment that a session's policies and tags take.
     *
     * @throws StsException {@code PackedPolicyTooLarge} if it is more than 100
     */
    static int of(Session session) throws StsException {
        return checked(PackedPolicySize.of(session));
    }

    /**
     * The same of a session that an identity provider vouches for, whose identity takes space too.
     *
     * @throws StsException {@code PackedPolicyTooLarge} if it is more than 100
     */
    static int ofFederated(Session session) throws StsException {
        return checked(PackedPolicySize.ofWebIdentity(session));
    }

    private static int checked(int percent) throws StsException {
        if (percent > 100) {
            throw new StsException(
                    StsErrorCode.PACKED_POLICY_TOO_LARGE,
                    "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.");
        }
        return percent;
    }

    /** For a trace. */
    static String described(int percent) {
        return "Policies and tags take " + percent + "% of the allotted space.";
    }
}
