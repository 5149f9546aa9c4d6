package dev.understudy.sts;

/** What a client sends is kept for people to read, not in full: a thousand calls must fit into little memory. */
final class Bounded {
    static final int MAXIMUM_LENGTH = 1_000;
    static final int MAXIMUM_STEPS = 100;

    private Bounded() {}

    static String text(String text) {
        return text.length() <= MAXIMUM_LENGTH ? text : text.substring(0, MAXIMUM_LENGTH) + "…";
    }
}
