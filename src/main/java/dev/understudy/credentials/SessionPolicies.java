package dev.understudy.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies that narrow a session.
 *
 * @param document the inline session policy as the caller sent it
 * @param managedPolicyArns managed session policies; AWS looks them up at each use, so only their names are kept
 * @param scopeDown the policies of GetScopedCredentials, each of which narrows the session further
 */
public record SessionPolicies(Optional<String> document, List<String> managedPolicyArns, List<String> scopeDown) {
    /** No session policy. */
    public static final SessionPolicies NONE = new SessionPolicies(Optional.empty(), List.of());

    public SessionPolicies {
        managedPolicyArns = List.copyOf(managedPolicyArns);
        scopeDown = List.copyOf(scopeDown);
    }

    /** Those that a session begins with. */
    public SessionPolicies(Optional<String> document, List<String> managedPolicyArns) {
        this(document, managedPolicyArns, List.of());
    }

    /** The same, narrowed further. */
    public SessionPolicies scopedDown(List<String> policies) {
        List<String> more = new ArrayList<>(scopeDown);
        more.addAll(policies);
        return new SessionPolicies(document, managedPolicyArns, more);
    }
}
