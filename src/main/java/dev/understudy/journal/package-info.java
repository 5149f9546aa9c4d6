/**
 * What was called, by whom and with what outcome; and the faults that a test wants the next calls to meet. It knows the
 * actions and what they answer, and decides nothing.
 */
@NullMarked
package dev.understudy.journal;

import org.jspecify.annotations.NullMarked;
