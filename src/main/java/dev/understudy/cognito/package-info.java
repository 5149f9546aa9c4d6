/** Amazon Cognito identity pools. */
@NullMarked
package dev.understudy.cognito;

import org.jspecify.annotations.NullMarked;
