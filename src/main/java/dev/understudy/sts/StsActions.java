package dev.understudy.sts;

/** Every action of STS that is answered. */
public record StsActions(
        AssumeRole assumeRole,
        AssumeRoleWithWebIdentity assumeRoleWithWebIdentity,
        GetCallerIdentity getCallerIdentity) {}
