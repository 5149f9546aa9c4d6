package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.policy.NamedPolicy;
import java.util.List;
import java.util.Optional;

/**
 * An IAM user.
 *
 * @param path begins and ends with a slash; {@code /} by default
 * @param userId the unique id, {@code AIDA…}
 * @param permissionsBoundary the ARN of the managed policy that bounds what the others may allow
 */
public record User(
        AccountId account,
        Partition partition,
        String path,
        String userName,
        String userId,
        List<NamedPolicy> policies,
        List<String> managedPolicyArns,
        Optional<String> permissionsBoundary,
        List<AccessKey> accessKeys,
        List<MfaDevice> mfaDevices,
        List<Tag> tags)
        implements KeyHolder {
    public User {
        policies = List.copyOf(policies);
        managedPolicyArns = List.copyOf(managedPolicyArns);
        accessKeys = List.copyOf(accessKeys);
        mfaDevices = List.copyOf(mfaDevices);
        tags = List.copyOf(tags);
    }

    /** The same user under another unique id. */
    User withUserId(String id) {
        return new User(
                account,
                partition,
                path,
                userName,
                id,
                policies,
                managedPolicyArns,
                permissionsBoundary,
                accessKeys,
                mfaDevices,
                tags);
    }

    /** {@code arn:aws:iam::123456789012:user/path/name}. */
    @Override
    public Arn arn() {
        return Arn.iam(partition, account, "user" + path + userName);
    }

    @Override
    public String uniqueId() {
        return userId;
    }
}
