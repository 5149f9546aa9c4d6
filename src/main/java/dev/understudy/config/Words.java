package dev.understudy.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Wording of faults. */
final class Words {
    private static final int LONGEST_QUOTE = 80;

    private Words() {}

    /** A text of the configuration as a fault quotes it: one line, and not too long. */
    static String quote(String text) {
        return "\"" + clip(text) + "\"";
    }

    /** The text without control characters, cut where it grows too long to read. */
    static String clip(String text) {
        return clip(text, LONGEST_QUOTE);
    }

    /** The same with a length of one's own. */
    static String clip(String text, int most) {
        String shown = text.length() <= most ? text : text.substring(0, most) + "…";
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@code "; did you mean X?"} for the candidate that was probably meant, or nothing. */
    static String didYouMean(String text, Collection<String> candidates) {
        return nearest(text, candidates)
                .map(name -> "; did you mean " + clip(name) + "?")
                .orElse("");
    }

    /** The candidate with the fewest typing mistakes, if they are few enough for the length of the word. */
    static Optional<String> nearest(String text, Collection<String> candidates) {
        Optional<String> best = Optional.empty();
        int fewest = Math.max(2, text.length() / 3) + 1;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - text.length()) < fewest) {
                int mistakes = distance(text.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (mistakes < fewest) {
                    fewest = mistakes;
                    best = Optional.of(candidate);
                }
            }
        }
        return best;
    }

    /** Levenshtein's distance, a row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
