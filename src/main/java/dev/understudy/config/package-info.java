/** YAML in, validated settings out. */
@NullMarked
package dev.understudy.config;

import org.jspecify.annotations.NullMarked;
