/** The server's own certificate: read from PEM, or made on the spot. */
@NullMarked
package dev.understudy.tls;

import org.jspecify.annotations.NullMarked;
