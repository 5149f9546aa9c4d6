package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import java.util.List;

/** Who has long-term access keys and MFA devices: a user, or an account's root user. */
public sealed interface KeyHolder permits User, RootUser {
    AccountId account();

    Partition partition();

    Arn arn();

    /** {@code AIDA…} of a user, the account id of a root user. */
    String uniqueId();

    List<AccessKey> accessKeys();

    List<MfaDevice> mfaDevices();
}
