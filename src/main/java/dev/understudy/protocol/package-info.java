/** AWS wire forms: the Query protocol's parameters in, XML or JSON out. */
@NullMarked
package dev.understudy.protocol;

import org.jspecify.annotations.NullMarked;
