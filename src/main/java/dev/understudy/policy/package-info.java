/** The IAM policy language: parse once, evaluate, explain. */
@NullMarked
package dev.understudy.policy;

import org.jspecify.annotations.NullMarked;
