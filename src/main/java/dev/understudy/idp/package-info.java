/** The built-in identity providers that issue real, verifiable tokens. */
@NullMarked
package dev.understudy.idp;

import org.jspecify.annotations.NullMarked;
