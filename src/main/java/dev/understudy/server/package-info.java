/** The socket: plain request and response records, limits, time-outs, CORS and routing by path. */
@NullMarked
package dev.understudy.server;

import org.jspecify.annotations.NullMarked;
