package dev.understudy.sts;

import dev.understudy.credentials.SessionPolicies;
import dev.understudy.iam.Directory;
import dev.understudy.iam.ManagedPolicy;
import dev.understudy.iam.Role;
import dev.understudy.iam.User;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicySet;
import dev.understudy.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policies that bound a caller: those of the user or role, the permissions boundary, and the session policies.
 * Managed ones are looked up now, so a change of one reaches sessions that are under way, as on AWS.
 */
final class CallerPolicies {
    private final Directory directory;

    CallerPolicies(Directory directory) {
        this.directory = directory;
    }

    PolicySet of(Caller caller) {
        if (caller instanceof Caller.AssumedRole session) {
            return ofRole(session.role(), ofSession(session.session().policies()));
        }
        return ofUser(((Caller.User) caller).user());
    }

    PolicySet ofRole(Role role, Optional<List<NamedPolicy>> session) {
        return new PolicySet(
                identity(role.policies(), role.managedPolicyArns()),
                boundary(role.permissionsBoundary()),
                session,
                Optional.empty());
    }

    private PolicySet ofUser(User user) {
        return new PolicySet(
                identity(user.policies(), user.managedPolicyArns()),
                boundary(user.permissionsBoundary()),
                Optional.empty(),
                Optional.empty());
    }

    private List<NamedPolicy> identity(List<NamedPolicy> inline, List<String> attached) {
        List<NamedPolicy> members = new ArrayList<>(inline);
        members.addAll(managed(attached));
        return members;
    }

    /** A managed policy that is gone allows nothing. */
    private List<NamedPolicy> managed(List<String> arns) {
        return arns.stream()
                .flatMap(arn -> directory.managedPolicy(arn).stream())
                .map(CallerPolicies::member)
                .toList();
    }

    private Optional<NamedPolicy> boundary(Optional<String> arn) {
        // One that is gone must not lift the boundary; IAM does not let it go while it is one.
        return arn.map(it -> member(directory.managedPolicy(it).orElseThrow()));
    }

    private static NamedPolicy member(ManagedPolicy policy) {
        return new NamedPolicy(policy.name(), policy.policy());
    }

    private Optional<List<NamedPolicy>> ofSession(SessionPolicies policies) {
        if (policies.document().isEmpty() && policies.managedPolicyArns().isEmpty()) {
            return Optional.empty();
        }
        List<NamedPolicy> members = new ArrayList<>(managed(policies.managedPolicyArns()));
        policies.document().ifPresent(document -> members.add(new NamedPolicy("session policy", sealed(document))));
        return Optional.of(members);
    }

    /** The document was parsed before it was sealed. */
    private static Policy sealed(String document) {
        try {
            return Policy.parse(PolicyType.SESSION, document);
        } catch (MalformedPolicyException impossible) {
            throw new IllegalStateException("A sealed session policy is malformed", impossible);
        }
    }
}
