/** One class per STS action, over typed requests. Knows neither HTTP nor XML. */
@NullMarked
package dev.understudy.sts;

import org.jspecify.annotations.NullMarked;
