package dev.understudy.credentials;

import java.util.List;
import java.util.Optional;

/**
 * The policies that narrow a session.
 *
 * @param document the inline session policy as the caller sent it
 * @param managedPolicyArns managed session policies; AWS looks them up at each use, so only their names are kept
 */
public record SessionPolicies(Optional<String> document, List<String> managedPolicyArns) {
    /** No session policy. */
    public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

    public SessionPolicies {
        managedPolicyArns = List.copyOf(managedPolicyArns);
    }
}
