package dev.understudy.policy;

/**
 * Something in a policy that is valid and that AWS accepts, but that seldom does what its author meant.
 *
 * @param pointer a JSON pointer (RFC 6901) into the document
 */
public record Warning(String message, String pointer) {}
