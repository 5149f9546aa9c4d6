package dev.understudy.iam;

import dev.understudy.policy.Policy;

/** A permissions policy and its name, which is unique within its user, role or account. */
public record NamedPolicy(String name, Policy policy) {}
