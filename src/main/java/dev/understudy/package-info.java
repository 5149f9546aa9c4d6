/** A local stand-in for AWS STS: the public facade, the command line, and the wiring of the rooms. */
@NullMarked
package dev.understudy;

import org.jspecify.annotations.NullMarked;
