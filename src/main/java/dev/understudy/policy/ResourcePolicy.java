package dev.understudy.policy;

import java.util.Optional;

/**
 * A policy that stands at the resource and names principals.
 *
 * @param account the twelve digits of the account that owns the resource
 */
public record ResourcePolicy(NamedPolicy policy, String account, Kind kind) {
    /** What the policy's silence means to callers of its own account. */
    public enum Kind {
        /** A role's trust policy, which must allow whoever assumes the role. */
        TRUST(PolicyLayer.TRUST),
        /** Such as a bucket policy: what it does not allow, an identity policy may. */
        ORDINARY(PolicyLayer.RESOURCE);

        private final PolicyLayer layer;

        Kind(PolicyLayer layer) {
            this.layer = layer;
        }

        PolicyLayer layer() {
            return layer;
        }
    }

    /** How far an Allow reaches within the resource's account, by how the policy names the caller. */
    enum Grant {
        NONE,
        /** It names the account, which leaves it to the identity policies. */
        DELEGATED,
        /** It names the role or user of the caller's session: boundary and session policies limit it. */
        LIMITED,
        /** It names the user, the session or everyone, or the caller has no AWS identity: nothing but a Deny limits it. */
        OUTRIGHT
    }

    boolean isOfAnotherAccountThan(Requester requester) {
        return requester instanceof Requester.Aws caller && !caller.account().equals(account);
    }

    /** How the policy allows a request that it does not deny, found by asking it again with parts of the caller hidden. */
    Grant grant(AuthorizationRequest request) {
        if (!allows(request)) {
            return Grant.NONE;
        }
        if (!(request.requester() instanceof Requester.Aws caller)) {
            return Grant.OUTRIGHT;
        }
        if (allows(request.by(new Requester.Aws("", caller.self())))) {
            return Grant.OUTRIGHT;
        }
        return allows(request.by(new Requester.Aws("", caller.identity()))) ? Grant.LIMITED : Grant.DELEGATED;
    }

    /** What people should know of this policy's part when a request is denied implicitly. */
    Optional<String> remark(AuthorizationRequest request) {
        if (isOfAnotherAccountThan(request.requester())) {
            return Optional.of("caller and resource belong to different accounts, so both sides must allow it");
        }
        String name = "the " + kind.layer().text() + " " + Texts.quote(policy.name());
        return switch (grant(request)) {
            case DELEGATED -> Optional.of(name + " allows it to the account, which leaves it to the identity policies");
            case LIMITED ->
                Optional.of(
                        name + " allows it to the session's role or user, so boundary and session policies limit it");
            case NONE -> kind == Kind.ORDINARY ? Optional.of(name + " does not allow it either") : Optional.empty();
            case OUTRIGHT -> Optional.empty();
        };
    }

    private boolean allows(AuthorizationRequest request) {
        return policy.policy().decide(request) instanceof Decision.Allowed;
    }
}
