package dev.understudy.policy;

/** Where a policy stands, which decides what it may hold and which of AWS's messages refuse it. */
public enum PolicyType {
    /** A role's trust policy: principals, and STS actions only. */
    TRUST,
    /** A permissions policy, a permissions boundary or a session policy: resources, and no principals. */
    IDENTITY
}
