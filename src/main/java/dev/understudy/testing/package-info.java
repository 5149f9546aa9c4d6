/**
 * For tests: a JUnit extension, a Testcontainers container, and a client of the control API.
 *
 * <p>JUnit Jupiter 5.13 or later, and Testcontainers 2, are needed only by whoever uses these classes, and come with no
 * other part of Understudy.
 */
@NullMarked
package dev.understudy.testing;

import org.jspecify.annotations.NullMarked;
