/** Verification of identity tokens against their issuers' keys. */
@NullMarked
package dev.understudy.token;

import org.jspecify.annotations.NullMarked;
