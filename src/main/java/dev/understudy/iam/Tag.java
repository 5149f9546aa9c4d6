package dev.understudy.iam;

/** A tag of an IAM entity. */
public record Tag(String key, String value) {}
