/** What is counted and timed, in the form that Prometheus reads. */
@NullMarked
package dev.understudy.metrics;

import org.jspecify.annotations.NullMarked;
