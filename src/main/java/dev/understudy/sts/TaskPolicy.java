package dev.understudy.sts;

import java.util.Arrays;
import java.util.Optional;

/** The policies that a session of AssumeRoot may have: one task each. */
enum TaskPolicy {
    IAM_AUDIT_ROOT_USER_CREDENTIALS("IAMAuditRootUserCredentials"),
    IAM_CREATE_ROOT_USER_PASSWORD("IAMCreateRootUserPassword"),
    IAM_DELETE_ROOT_USER_CREDENTIALS("IAMDeleteRootUserCredentials"),
    S3_UNLOCK_BUCKET_POLICY("S3UnlockBucketPolicy"),
    SQS_UNLOCK_QUEUE_POLICY("SQSUnlockQueuePolicy");

    private final String arn;

    TaskPolicy(String name) {
        this.arn = "arn:aws:iam::aws:policy/root-task/" + name;
    }

    static Optional<TaskPolicy> ofArn(String arn) {
        return Arrays.stream(values()).filter(policy -> policy.arn.equals(arn)).findFirst();
    }

    String arn() {
        return arn;
    }
}
