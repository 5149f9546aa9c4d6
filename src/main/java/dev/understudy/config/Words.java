package dev.understudy.config;

import dev.understudy.aws.Misspelling;
import java.util.Collection;

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
        return Misspelling.nearest(text, candidates)
                .map(name -> "; did you mean " + clip(name) + "?")
                .orElse("");
    }
}
