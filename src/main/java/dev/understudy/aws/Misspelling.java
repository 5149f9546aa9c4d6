package dev.understudy.aws;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody probably meant who wrote a name that does not exist. */
public final class Misspelling {
    private Misspelling() {}

    /** The candidate with the fewest typing mistakes, if they are few enough for the length of the word. */
    public static Optional<String> nearest(String text, Collection<String> candidates) {
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
