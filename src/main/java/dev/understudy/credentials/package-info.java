/** Minting of temporary credentials, and the sealing and unsealing of the sessions that they carry. */
@NullMarked
package dev.understudy.credentials;

import org.jspecify.annotations.NullMarked;
