package dev.understudy.token;

/**
 * An identity provider that the account trusts.
 *
 * @param name how people know it, such as its ARN; used in explanations
 */
public record TrustedProvider(String name, Audiences audiences) {}
