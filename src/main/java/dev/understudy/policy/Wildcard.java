package dev.understudy.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A compiled pattern of literal characters, {@code ?} for one UTF-16 unit and {@code *} for any run of them. A
 * supplementary character is two units, so it needs two question marks (recorded).
 *
 * <p>Matching is iterative and goes back to the last star only, so it costs at most the product of the two lengths,
 * whatever the pattern.
 */
final class Wildcard {
    /** Stands for {@code ?} among the units of a pattern. */
    static final int ANY_UNIT = -1;
    /** Stands for {@code *} among the units of a pattern. */
    static final int ANY_RUN = -2;

    private final int[] units;
    private final boolean ignoreCase;
    /** The text of a pattern without wildcards, which most are; nothing if there is one. */
    private final @Nullable String plain;

    private Wildcard(int[] units, boolean ignoreCase) {
        this.units = units;
        this.ignoreCase = ignoreCase;
        this.plain = Arrays.stream(units).allMatch(unit -> unit >= 0) ? text(units) : null;
    }

    /** A pattern whose units are given: characters, {@link #ANY_UNIT} and {@link #ANY_RUN}. */
    static Wildcard of(int[] units) {
        return new Wildcard(units, false);
    }

    /** A pattern in which {@code *} and {@code ?} act and the case of letters does not matter. */
    static Wildcard ignoringCase(String pattern) {
        return new Wildcard(pattern.chars().map(Wildcard::foldedUnit).toArray(), true);
    }

    private static int foldedUnit(int c) {
        return unit((char) Character.toLowerCase(c));
    }

    /** The unit for a character of a pattern's text. */
    static int unit(char c) {
        return switch (c) {
            case '*' -> ANY_RUN;
            case '?' -> ANY_UNIT;
            default -> c;
        };
    }

    boolean matches(CharSequence text) {
        if (plain != null) {
            return ignoreCase ? plain.equalsIgnoreCase(text.toString()) : plain.contentEquals(text);
        }
        return matchesUnits(text);
    }

    private boolean matchesUnits(CharSequence text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < units.length && units[p] == ANY_RUN) {
                star = p++;
                resume = t;
            } else if (p < units.length && accepts(units[p], text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < units.length && units[p] == ANY_RUN) {
            p++;
        }
        return p == units.length;
    }

    private boolean accepts(int unit, char c) {
        return unit == (ignoreCase ? Character.toLowerCase(c) : c) || unit == ANY_UNIT;
    }

    /** The units, for those who split a pattern into fields; not to be changed. */
    int[] units() {
        return units;
    }

    /** The pattern's text; only of a pattern without wildcards. */
    String literal() {
        return text(units);
    }

    private static String text(int[] units) {
        StringBuilder text = new StringBuilder(units.length);
        for (int unit : units) {
            text.append((char) unit);
        }
        return text.toString();
    }
}
