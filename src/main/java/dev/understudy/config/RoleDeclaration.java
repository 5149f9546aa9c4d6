package dev.understudy.config;

import dev.understudy.aws.Partition;
import dev.understudy.iam.OidcProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A role, as a test declares it. Immutable: each method gives another declaration. What IAM would not accept is found
 * when the configuration is read; a text that is no JSON is refused at once.
 */
public final class RoleDeclaration {
    private static final String TRUST_POLICY = "AssumeRolePolicyDocument";

    private final Members members;
    private final List<Trust> trusts;

    private RoleDeclaration(Members members, List<Trust> trusts) {
        this.members = members;
        this.trusts = List.copyOf(trusts);
    }

    /** Whose tokens may take the role. */
    private record Trust(String issuer, String audience, Optional<String> subject) {
        void addTo(ObjectNode policy, String account, Partition partition) {
            String url = OidcProvider.urlOf(issuer);
            boolean builtIn = Settings.BUILT_IN_ISSUERS.contains(url);
            ObjectNode statement = policy.withArray("Statement").addObject().put("Effect", "Allow");
            statement
                    .putObject("Principal")
                    .put(
                            "Federated",
                            builtIn ? url : "arn:" + partition.id() + ":iam::" + account + ":oidc-provider/" + url);
            statement.put("Action", "sts:AssumeRoleWithWebIdentity");
            ObjectNode equal =
                    statement.putObject("Condition").putObject("StringEquals").put(url + ":aud", audience);
            subject.ifPresent(it -> equal.put(url + ":sub", it));
        }
    }

    /**
     * A role of this name. Whom it trusts must be said as well, by {@link #trusting} or {@link #trustPolicy}: as IAM has no
     * role without a trust policy, Understudy does not start with one.
     */
    public static RoleDeclaration named(String name) {
        return new RoleDeclaration(Members.NONE.with("RoleName", name), List.of());
    }

    /**
     * The tokens of an issuer for an audience may take the role; each call adds a statement to the trust policy.
     *
     * @param issuer as in {@link Configuration#oidcProvider}, or a built-in provider's host
     */
    public RoleDeclaration trusting(String issuer, String audience) {
        return trusting(new Trust(issuer, audience, Optional.empty()));
    }

    /** The tokens of one subject may take the role; for a pattern of subjects, write the trust policy. */
    public RoleDeclaration trusting(String issuer, String audience, String subject) {
        return trusting(new Trust(issuer, audience, Optional.of(subject)));
    }

    private RoleDeclaration trusting(Trust trust) {
        if (members.json().has(TRUST_POLICY)) {
            throw new IllegalArgumentException("A role has a trust policy of its own or trusts issuers, not both.");
        }
        List<Trust> more = new ArrayList<>(trusts);
        more.add(trust);
        return new RoleDeclaration(members, more);
    }

    /** The whole trust policy, as JSON. */
    public RoleDeclaration trustPolicy(String json) {
        return withTrustPolicy(members.with(
                TRUST_POLICY, Members.parse("The trust policy", json).json()));
    }

    /** The file of the trust policy. */
    public RoleDeclaration trustPolicy(Path file) {
        return withTrustPolicy(members.with(TRUST_POLICY, file.toAbsolutePath().toString()));
    }

    private RoleDeclaration withTrustPolicy(Members changed) {
        if (!trusts.isEmpty()) {
            throw new IllegalArgumentException("A role has a trust policy of its own or trusts issuers, not both.");
        }
        return new RoleDeclaration(changed, trusts);
    }

    /** An inline permissions policy, as JSON. */
    public RoleDeclaration policy(String name, String json) {
        return with(members.adding("Policies", Configuration.policy("PolicyName", name, json)));
    }

    /** Attaches a policy that {@link Configuration#managedPolicy} declares. */
    public RoleDeclaration managedPolicy(String arn) {
        return with(members.adding("ManagedPolicyArns", arn));
    }

    /** The ARN of the managed policy that bounds what the others allow. */
    public RoleDeclaration permissionsBoundary(String arn) {
        return with(members.with("PermissionsBoundary", arn));
    }

    /**
     * The longest session, an hour if this is not said; IAM allows whole seconds from 1 to 12 hours.
     *
     * @throws IllegalArgumentException if it has a fraction of a second
     */
    public RoleDeclaration maxSessionDuration(Duration longest) {
        return with(members.with("MaxSessionDuration", longest));
    }

    /** A path such as {@code /team/}. */
    public RoleDeclaration path(String path) {
        return with(members.with("Path", path));
    }

    public RoleDeclaration tag(String key, String value) {
        return with(members.adding("Tags", Configuration.tag(key, value)));
    }

    /** Another account than the configuration's. */
    public RoleDeclaration account(String id) {
        return with(members.with("account", id));
    }

    private RoleDeclaration with(Members changed) {
        return new RoleDeclaration(changed, trusts);
    }

    /** The entry in a configuration of this account and partition. */
    ObjectNode json(String defaultAccount, Partition partition) {
        ObjectNode json = members.json();
        if (trusts.isEmpty()) {
            return json;
        }
        String account = json.path("account").stringValue(defaultAccount);
        ObjectNode policy = json.putObject(TRUST_POLICY).put("Version", "2012-10-17");
        trusts.forEach(trust -> trust.addTo(policy, account, partition));
        return json;
    }

    @Override
    public String toString() {
        return "RoleDeclaration[" + members.json().path("RoleName").stringValue() + "]";
    }
}
