package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.policy.Policy;

/** A customer managed policy; its path begins and ends with a slash. */
public record ManagedPolicy(AccountId account, Partition partition, String path, String name, Policy policy) {
    /** {@code arn:aws:iam::123456789012:policy/path/Name}. */
    public Arn arn() {
        return Arn.iam(partition, account, "policy" + path + name);
    }
}
