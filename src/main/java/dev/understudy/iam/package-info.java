/** Accounts, roles, OIDC providers, users and access keys, as immutable snapshots. */
@NullMarked
package dev.understudy.iam;

import org.jspecify.annotations.NullMarked;
