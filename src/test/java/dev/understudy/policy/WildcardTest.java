package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc       | abc       | true
            abc       | abcd      | false
            abc       | ab        | false
            ''        | ''        | true
            ''        | a         | false
            *         | ''        | true
            **        | a         | true
            ?         | ''        | false
            a*        | a         | true
            *a        | ba        | true
            *a*b*     | xaxbx     | true
            *a*b      | xbxa      | false
            a?c*      | abcd      | true
            *ab       | aab       | true
            a*b*c     | abbbc     | true
            """)
    void matches(String pattern, String text, boolean expected) {
        assertThat(like(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void ignores_case_when_asked() {
        assertThat(Wildcard.ignoringCase("STS:assume*").matches("sts:AssumeRole"))
                .isTrue();
    }

    @Test
    void agrees_with_a_naive_matcher() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String pattern = word(random, "ab*?");
            String text = word(random, "ab");

            assertThat(like(pattern).matches(text))
                    .as("seed %d: %s against %s", seed, pattern, text)
                    .isEqualTo(naive(pattern, text));
        }
    }

    /** Exponential matchers never end on these; the bound is the product of the lengths. */
    @ParameterizedTest
    @CsvSource({"a*,b", "*a,b", "a*a?*,b", "*,b", "?*,b"})
    void never_looks_more_often_than_the_product_of_the_lengths(String repeated, String last) {
        String pattern = repeated.repeat(100) + last;
        Counted text = new Counted("a".repeat(2_000));

        assertThat(like(pattern).matches(text)).isFalse();
        assertThat(text.reads).isLessThanOrEqualTo((long) pattern.length() * text.length());
    }

    private static Wildcard like(String pattern) {
        return Wildcard.of(pattern.chars().map(c -> Wildcard.unit((char) c)).toArray());
    }

    private static String word(Random random, String alphabet) {
        return random.ints(random.nextInt(9), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .reduce("", String::concat);
    }

    private static boolean naive(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.startsWith("*")) {
            return naive(rest, text) || (!text.isEmpty() && naive(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.startsWith("?") || pattern.charAt(0) == text.charAt(0))
                && naive(rest, text.substring(1));
    }

    /** Counts how often it is read. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long reads;

        private Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
