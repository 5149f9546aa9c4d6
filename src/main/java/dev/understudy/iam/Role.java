package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param path begins and ends with a slash; {@code /} by default
 * @param roleId the unique id, {@code AROA…}: another role of the same name has another
 * @param maxSessionDuration one hour to twelve
 * @param policies inline permissions policies
 * @param managedPolicyArns attached managed policies, by ARN
 * @param permissionsBoundary the ARN of the managed policy that bounds what the others may allow
 */
public record Role(
        AccountId account,
        Partition partition,
        String path,
        String roleName,
        String roleId,
        String description,
        Duration maxSessionDuration,
        Policy trustPolicy,
        List<NamedPolicy> policies,
        List<String> managedPolicyArns,
        Optional<String> permissionsBoundary,
        List<Tag> tags) {
    public static final Duration DEFAULT_MAX_SESSION_DURATION = Duration.ofHours(1);

    public Role {
        policies = List.copyOf(policies);
        managedPolicyArns = List.copyOf(managedPolicyArns);
        tags = List.copyOf(tags);
    }

    /** The same role under another unique id. */
    Role withRoleId(String id) {
        return new Role(
                account,
                partition,
                path,
                roleName,
                id,
                description,
                maxSessionDuration,
                trustPolicy,
                policies,
                managedPolicyArns,
                permissionsBoundary,
                tags);
    }

    /** {@code arn:aws:iam::123456789012:role/path/Name}. */
    public Arn arn() {
        return Arn.iam(partition, account, "role" + path + roleName);
    }

    /** {@code arn:aws:sts::123456789012:assumed-role/Name/session}: the role's path is dropped, as AWS drops it. */
    public Arn assumedRoleArn(String sessionName) {
        return Arn.sts(partition, account, "assumed-role/" + roleName + "/" + sessionName);
    }
}
