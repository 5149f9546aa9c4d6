package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionTags;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tags and source identity of a role's session: those of the call, and those that it takes over from the session that
 * called.
 *
 * @param tags the calling session's transitive tags first; their keys are transitive again
 */
record RoleChain(SessionTags tags, Optional<String> sourceIdentity) {
    /**
     * @throws StsException {@code InvalidParameterValue} if a tag would take the place of an inherited one, {@code
     *     AccessDenied} if the source identity is to change
     */
    static RoleChain of(Caller caller, AssumeRoleRequest request) throws StsException {
        SessionTags inherited = caller.temporary().map(RoleChain::transitive).orElse(SessionTags.NONE);
        Optional<String> identity = caller.temporary().flatMap(Session::sourceIdentity);
        boolean changes = identity.isPresent()
                && request.sourceIdentity()
                        .filter(other -> !other.equals(identity.get()))
                        .isPresent();
        if (changes) {
            // Documented to fail; how AWS words it is not known.
            throw Permission.denial(
                    caller,
                    "sts:SetSourceIdentity",
                    Optional.of(request.roleArn().toString()),
                    "The calling session has the source identity " + identity.get() + ", which cannot be changed.");
        }
        return new RoleChain(sum(inherited, request.tags()), identity.or(request::sourceIdentity));
    }

    /** For a trace. */
    String described() {
        return "The session has " + tags.tags().size() + " tags"
                + sourceIdentity
                        .map(identity -> " and the source identity " + identity)
                        .orElse("") + ".";
    }

    private static SessionTags transitive(Session session) {
        SessionTags tags = session.tags();
        Set<String> keys = lowerCase(tags.transitiveKeys());
        Map<String, String> kept = new LinkedHashMap<>(tags.tags());
        kept.keySet().removeIf(key -> !keys.contains(key.toLowerCase(Locale.ROOT)));
        return new SessionTags(kept, tags.transitiveKeys());
    }

    /** Recorded: upper and lower case are the same in a key. */
    private static SessionTags sum(SessionTags inherited, SessionTags requested) throws StsException {
        Set<String> taken = lowerCase(inherited.transitiveKeys());
        for (String key : requested.tags().keySet()) {
            if (taken.contains(key.toLowerCase(Locale.ROOT))) {
                throw new StsException(
                        new StsFault(
                                StsErrorCode.INVALID_PARAMETER_VALUE,
                                "One of the specified transitive tag keys can't be set because it conflicts with a"
                                        + " transitive tag key from the calling session."),
                        "The calling session has a transitive tag " + key + ", which stays as it is.");
            }
        }
        Map<String, String> tags = new LinkedHashMap<>(inherited.tags());
        tags.putAll(requested.tags());
        Set<String> keys = new LinkedHashSet<>(inherited.transitiveKeys());
        keys.addAll(requested.transitiveKeys());
        return new SessionTags(tags, keys.stream().toList());
    }

    private static Set<String> lowerCase(Collection<String> keys) {
        return keys.stream().map(key -> key.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
