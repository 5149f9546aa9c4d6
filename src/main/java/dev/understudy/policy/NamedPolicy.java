package dev.understudy.policy;

/** A policy and the name by which people know it, unique within its user, role or account. */
public record NamedPolicy(String name, Policy policy) {}
