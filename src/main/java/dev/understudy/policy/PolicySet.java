package dev.understudy.policy;

import static dev.understudy.policy.PolicyLayer.BOUNDARY;
import static dev.understudy.policy.PolicyLayer.IDENTITY;
import static dev.understudy.policy.PolicyLayer.SESSION;

import dev.understudy.policy.Verdict.Match;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All policies that bear on a request of a user or session. An explicit Deny in any of them wins. Otherwise the identity
 * policies, the boundary and the session policies must all allow it, each if there is one, and a resource policy adds to
 * them or is wanted besides, as the IAM User Guide's policy evaluation logic tells:
 *
 * <ul>
 *   <li>A resource policy of another account must allow it as well as the caller's own policies.
 *   <li>One of the same account that names the user, the session or everyone allows it alone; one that names the role
 *       or user of the session is limited by boundary and session policies; one that names the account leaves it to the
 *       caller's own policies.
 *   <li>A trust policy must allow it in any case.
 * </ul>
 *
 * @param identity inline and managed permissions policies, together
 * @param boundary the permissions boundary
 * @param session inline and managed session policies, together; absent if the session was made without, which limits
 *     nothing, where an empty list allows nothing
 * @param scopeDown at most three policies, each of which must allow whatever else does, also what a resource policy allows
 *     outright: they narrow all that the session could do
 */
public record PolicySet(
        List<NamedPolicy> identity,
        Optional<NamedPolicy> boundary,
        Optional<List<NamedPolicy>> session,
        List<NamedPolicy> scopeDown,
        Optional<ResourcePolicy> resource) {
    /** The most scope-down policies (documented). */
    public static final int MOST_SCOPES = PolicyLayer.SCOPES.size();

    public PolicySet {
        identity = List.copyOf(identity);
        scopeDown = List.copyOf(scopeDown);
        session = session.map(List::copyOf);
    }

    /** Those without scope-down policies. */
    public PolicySet(
            List<NamedPolicy> identity,
            Optional<NamedPolicy> boundary,
            Optional<List<NamedPolicy>> session,
            Optional<ResourcePolicy> resource) {
        this(identity, boundary, session, List.of(), resource);
    }

    /** The same with these scope-down policies. */
    public PolicySet scopedDown(List<NamedPolicy> policies) {
        return new PolicySet(identity, boundary, session, policies, resource);
    }

    /** The same with a policy at the resource. */
    public PolicySet with(ResourcePolicy policy) {
        return new PolicySet(identity, boundary, session, scopeDown, Optional.of(policy));
    }

    /** Evaluates every policy. */
    public Verdict decide(AuthorizationRequest request) {
        List<Match> denying = new ArrayList<>();
        List<Match> allowing = new ArrayList<>();
        Map<PolicyLayer, List<NamedPolicy>> layers = layers();
        layers.forEach((layer, members) -> {
            for (NamedPolicy member : members) {
                Decision decision = member.policy().decide(request);
                if (decision instanceof Decision.ExplicitlyDenied denied) {
                    add(layer, member, denied.statements(), denying);
                } else if (decision instanceof Decision.Allowed allowed) {
                    add(layer, member, allowed.statements(), allowing);
                }
            }
        });
        if (!denying.isEmpty()) {
            return new Verdict.ExplicitlyDenied(denying);
        }
        Set<PolicyLayer> withholding = wanted(request);
        withholding.addAll(PolicyLayer.SCOPES);
        withholding.retainAll(layers.keySet());
        allowing.forEach(match -> withholding.remove(match.layer()));
        return withholding.isEmpty()
                ? new Verdict.Allowed(allowing)
                : new Verdict.ImplicitlyDenied(List.copyOf(withholding));
    }

    /** Evaluates as {@link #decide} does, and tells why: slower, for people. */
    public Verdict.Explained explain(AuthorizationRequest request) {
        Verdict verdict = decide(request);
        return new SetExplainer(layers(), resource.flatMap(policy -> policy.remark(request)), request).explain(verdict);
    }

    private Map<PolicyLayer, List<NamedPolicy>> layers() {
        Map<PolicyLayer, List<NamedPolicy>> layers = new EnumMap<>(PolicyLayer.class);
        layers.put(IDENTITY, identity);
        boundary.ifPresent(member -> layers.put(BOUNDARY, List.of(member)));
        session.ifPresent(members -> layers.put(SESSION, members));
        for (int i = 0; i < scopeDown.size(); i++) {
            layers.put(PolicyLayer.SCOPES.get(i), List.of(scopeDown.get(i)));
        }
        resource.ifPresent(policy -> layers.put(policy.kind().layer(), List.of(policy.policy())));
        return layers;
    }

    private static void add(PolicyLayer layer, NamedPolicy member, List<String> statements, List<Match> matches) {
        statements.forEach(statement -> matches.add(new Match(layer, member.name(), statement)));
    }

    /** The layers that must all allow a request that nothing denies, each if there is one. */
    private Set<PolicyLayer> wanted(AuthorizationRequest request) {
        Set<PolicyLayer> own = EnumSet.of(IDENTITY, BOUNDARY, SESSION);
        if (resource.isEmpty()) {
            return own;
        }
        ResourcePolicy policy = resource.get();
        if (policy.isOfAnotherAccountThan(request.requester())) {
            own.add(policy.kind().layer());
            return own;
        }
        return switch (policy.grant(request)) {
            case OUTRIGHT -> EnumSet.noneOf(PolicyLayer.class);
            case LIMITED -> EnumSet.of(BOUNDARY, SESSION);
            case DELEGATED -> own;
            case NONE -> policy.kind() == ResourcePolicy.Kind.TRUST ? EnumSet.of(PolicyLayer.TRUST) : own;
        };
    }
}
