package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import java.util.List;

/** The root user of an account. Every account has one, with access keys or without. */
public record RootUser(AccountId account, List<AccessKey> accessKeys, List<MfaDevice> mfaDevices) implements KeyHolder {
    public RootUser {
        accessKeys = List.copyOf(accessKeys);
        mfaDevices = List.copyOf(mfaDevices);
    }

    /** {@code arn:aws:iam::123456789012:root}. */
    @Override
    public Arn arn() {
        return Arn.iam(Arn.AWS_PARTITION, account, "root");
    }

    @Override
    public String uniqueId() {
        return account.value();
    }
}
