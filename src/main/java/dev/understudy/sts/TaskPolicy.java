package dev.understudy.sts;

import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import java.util.Arrays;
import java.util.Optional;

/** The policies that a session of AssumeRoot may have: one task each. */
enum TaskPolicy {
    IAM_AUDIT_ROOT_USER_CREDENTIALS("IAMAuditRootUserCredentials"),
    IAM_CREATE_ROOT_USER_PASSWORD("IAMCreateRootUserPassword"),
    IAM_DELETE_ROOT_USER_CREDENTIALS("IAMDeleteRootUserCredentials"),
    S3_UNLOCK_BUCKET_POLICY("S3UnlockBucketPolicy"),
    SQS_UNLOCK_QUEUE_POLICY("SQSUnlockQueuePolicy");

    private final String resource;

    TaskPolicy(String name) {
        this.resource = "policy/root-task/" + name;
    }

    static Optional<TaskPolicy> ofArn(String arn, Partition partition) {
        return Arrays.stream(values())
                .filter(policy -> policy.arn(partition).equals(arn))
                .findFirst();
    }

    String arn(Partition partition) {
        return new Arn(partition.id(), "iam", "", "aws", resource).toString();
    }
}
