/** The control API under {@code /_understudy}: tokens, explanations, decisions and health. */
@NullMarked
package dev.understudy.control;

import org.jspecify.annotations.NullMarked;
