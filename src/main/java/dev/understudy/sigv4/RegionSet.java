package dev.understudy.sigv4;

import dev.understudy.aws.Partition;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The regions that a signature is good for.
 *
 * <p>One local endpoint stands for that of every region. So a signature is good here if it would be anywhere.
 */
sealed interface RegionSet {
    /** As the request gives it. */
    String text();

    /** Whether a region of AWS is in it. */
    boolean isServed();

    /** The one region of a SigV4 scope. */
    record One(String text) implements RegionSet {
        @Override
        public boolean isServed() {
            return Partition.haveRegion(text);
        }
    }

    /** SigV4A's list, apart by commas; an asterisk in a member stands for any characters, as in {@code us-west-*}. */
    record Several(String text) implements RegionSet {
        static final int MAX_LENGTH = 1024;

        @Override
        public boolean isServed() {
            return text.length() <= MAX_LENGTH
                    && Arrays.stream(text.split(",", -1)).map(String::strip).anyMatch(Several::covers);
        }

        private static boolean covers(String member) {
            return new One(member).isServed() || coversOneInUse(member);
        }

        private static boolean coversOneInUse(String wildcard) {
            // Asterisks in a row are one, or a pattern of many would take its time to fail.
            Predicate<String> pattern = Arrays.stream(wildcard.split("\\*+", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.collectingAndThen(Collectors.joining(".*"), Pattern::compile))
                    .asMatchPredicate();
            return Arrays.stream(Partition.values())
                    .flatMap(partition -> partition.regions().stream())
                    .anyMatch(pattern);
        }
    }
}
