package dev.understudy.policy;

/** Where a policy stands, which decides what it may hold and which of AWS's messages refuse it. */
public enum PolicyType {
    /** A role's trust policy: principals, and STS actions only. */
    TRUST,
    /** A permissions policy or a permissions boundary: resources, and no principals. */
    IDENTITY,
    /**
     * A policy given inline when a session is made: as {@link #IDENTITY}, but a number, date, address or ARN that cannot
     * be read is accepted and does not match (recorded), where a stored policy is refused.
     */
    SESSION
}
