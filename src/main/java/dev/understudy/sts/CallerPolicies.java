package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.iam.Directory;
import dev.understudy.iam.KeyHolder;
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
    /** What an account's root user may do, which no policy of the account says. */
    private static final NamedPolicy ROOT = new NamedPolicy("root user", parsed(PolicyType.IDENTITY, """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                    """));

    /** Stands for a boundary that is gone. */
    private static final NamedPolicy NOTHING =
            new NamedPolicy("permissions boundary that is gone", parsed(PolicyType.IDENTITY, """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
                    """));

    private final Directory directory;

    CallerPolicies(Directory directory) {
        this.directory = directory;
    }

    PolicySet of(Caller caller) {
        List<NamedPolicy> scopes = caller.temporary().map(Session::policies).map(SessionPolicies::scopeDown).stream()
                .flatMap(List::stream)
                .map(document -> new NamedPolicy("scope-down policy", parsed(PolicyType.SESSION, document)))
                .toList();
        return unscoped(caller).scopedDown(scopes);
    }

    private PolicySet unscoped(Caller caller) {
        if (caller instanceof Caller.AssumedRole assumed) {
            return ofRole(assumed.role(), ofSession(assumed.session().policies()));
        }
        if (caller instanceof Caller.FederatedUser federated) {
            // Documented: without a session policy it may do nothing.
            List<NamedPolicy> session =
                    ofSession(federated.session().policies()).orElse(List.of());
            return ofHolder(federated.holder(), Optional.of(session));
        }
        Optional<SessionPolicies> session = caller.temporary().map(Session::policies);
        return ofHolder(((Caller.Holder) caller).holder(), session.flatMap(this::ofSession));
    }

    PolicySet ofRole(Role role, Optional<List<NamedPolicy>> session) {
        return new PolicySet(
                identity(role.policies(), role.managedPolicyArns()),
                boundary(role.permissionsBoundary()),
                session,
                Optional.empty());
    }

    private PolicySet ofHolder(KeyHolder holder, Optional<List<NamedPolicy>> session) {
        if (holder instanceof User user) {
            return new PolicySet(
                    identity(user.policies(), user.managedPolicyArns()),
                    boundary(user.permissionsBoundary()),
                    session,
                    Optional.empty());
        }
        return new PolicySet(List.of(ROOT), Optional.empty(), session, Optional.empty());
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
        // A reload may take it away while a call of its bearer is under way; that must not lift the boundary.
        return arn.map(
                it -> directory.managedPolicy(it).map(CallerPolicies::member).orElse(NOTHING));
    }

    private static NamedPolicy member(ManagedPolicy policy) {
        return new NamedPolicy(policy.name(), policy.policy());
    }

    private Optional<List<NamedPolicy>> ofSession(SessionPolicies policies) {
        if (policies.document().isEmpty() && policies.managedPolicyArns().isEmpty()) {
            return Optional.empty();
        }
        List<NamedPolicy> members = new ArrayList<>(managed(policies.managedPolicyArns()));
        policies.document()
                .ifPresent(document ->
                        members.add(new NamedPolicy("session policy", parsed(PolicyType.SESSION, document))));
        return Optional.of(members);
    }

    /** A session policy was parsed before it was sealed. */
    private static Policy parsed(PolicyType type, String document) {
        try {
            return Policy.parse(type, document);
        } catch (MalformedPolicyException impossible) {
            throw new IllegalStateException("A policy that is known to be well formed is not", impossible);
        }
    }
}
