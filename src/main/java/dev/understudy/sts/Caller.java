package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;

/**
 * Who signed a request.
 *
 * @param userId {@code AIDA…} of a user, {@code AROA…:session} of an assumed role
 */
public record Caller(AccountId account, Arn arn, String userId) {}
