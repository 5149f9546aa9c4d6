package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import java.util.List;

/** The root user of an account. Every account has one, with access keys or without. */
public record RootUser(AccountId account, Partition partition, List<AccessKey> accessKeys, List<MfaDevice> mfaDevices)
        implements KeyHolder {
    public RootUser {
        accessKeys = List.copyOf(accessKeys);
        mfaDevices = List.copyOf(mfaDevices);
    }

    /** {@code arn:aws:iam::123456789012:root}. */
    @Override
    public Arn arn() {
        return Arn.iam(partition, account, "root");
    }

    @Override
    public String uniqueId() {
        return account.value();
    }
}
