/** Verification of requests signed with AWS Signature Version 4 and 4A. */
@NullMarked
package dev.understudy.sigv4;

import org.jspecify.annotations.NullMarked;
