/** The vocabulary shared by every room: ARNs, account ids and unique identifiers. A leaf; it imports nothing of ours. */
@NullMarked
package dev.understudy.aws;

import org.jspecify.annotations.NullMarked;
