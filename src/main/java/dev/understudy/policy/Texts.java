package dev.understudy.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Values as explanations show them: quoted, joined and of bounded length. */
final class Texts {
    private static final int LONGEST = 256;
    private static final int MOST = 8;

    private Texts() {}

    static String quote(String value) {
        String shown = value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
        return "`" + shown.replaceAll("\\p{Cntrl}", "�") + "`";
    }

    /** With a capital letter and a full stop. */
    static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /** {@code `a`}, {@code `a` or `b`}, and so on. */
    static String anyOf(List<String> values) {
        return join(values, " or ");
    }

    static String allOf(List<String> values) {
        return values.isEmpty() ? "nothing" : join(values, " and ");
    }

    /** {@code `a`}, {@code `a` nor `b`}, and so on. */
    static String neither(List<String> values) {
        return join(values, " nor ");
    }

    private static String join(List<String> values, String separator) {
        String shown = values.stream().limit(MOST).map(Texts::quote).collect(Collectors.joining(separator));
        return values.size() <= MOST ? shown : shown + separator + (values.size() - MOST) + " more";
    }
}
