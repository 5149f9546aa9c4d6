package dev.understudy.idp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is wrong with the key set that a local issuer publishes. */
public enum KeyFault {
    /** HTTP status 503. */
    UNAVAILABLE("unavailable"),
    /** A web page in place of JSON. */
    MALFORMED("malformed"),
    /** A key set without a key. */
    EMPTY("empty"),
    /** A key set of other keys than those that sign. */
    UNKNOWN_KEYS("unknownKeys"),
    /** The right key set, but later than Understudy itself would wait for a provider's. */
    SLOW("slow");

    private final String word;

    KeyFault(String word) {
        this.word = word;
    }

    /** The control API's name for it. */
    public String word() {
        return word;
    }

    /** The fault of this name. */
    public static Optional<KeyFault> named(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word.equals(word)).findFirst();
    }

    /** All names, for messages. */
    public static List<String> words() {
        return Arrays.stream(values()).map(KeyFault::word).toList();
    }
}
