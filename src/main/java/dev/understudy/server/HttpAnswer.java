package dev.understudy.server;

import java.time.Duration;

/** How a request is answered: by a response at once, by one that is held back, or not at all. */
public sealed interface HttpAnswer permits HttpResponse, HttpAnswer.Delayed, HttpAnswer.Dropped {
    /** This answer, whose response has one more header. */
    HttpAnswer with(String name, String value);

    /**
     * An answer that is held back. No thread waits meanwhile, but the request counts as one in flight: a server that
     * closes waits for it as for any other, and no longer.
     *
     * @param by from the moment that the handler gave it; 0 to 1 day
     */
    record Delayed(HttpAnswer answer, Duration by) implements HttpAnswer {
        /**
         * Checks the delay.
         *
         * @throws IllegalArgumentException if it is negative, or longer than a day
         */
        public Delayed {
            if (by.isNegative() || by.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("A delay is 0 s to 1 day: " + by);
            }
        }

        @Override
        public Delayed with(String name, String value) {
            return new Delayed(answer.with(name, value), by);
        }
    }

    /** The connection is closed without a byte of an answer. */
    record Dropped() implements HttpAnswer {
        @Override
        public Dropped with(String name, String value) {
            return this;
        }
    }
}
