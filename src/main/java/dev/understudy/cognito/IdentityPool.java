package dev.understudy.cognito;

/**
 * An identity pool.
 *
 * @param identityPoolId such as {@code us-east-1:12345678-ffff-ffff-ffff-123456}
 */
public record IdentityPool(String identityPoolId) {}
