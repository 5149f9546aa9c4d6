package dev.understudy.token;

import java.util.Collection;
import java.util.stream.Collectors;

/** Values that others chose, made fit for explanations and logs: quoted, of bounded length, without control characters. */
final class Quoted {
    private static final int LENGTH = 200;
    private static final int VALUES = 10;

    private Quoted() {}

    static String of(String value) {
        return '"' + bounded(value) + '"';
    }

    static String all(Collection<String> values) {
        String list = values.stream().limit(VALUES).map(Quoted::of).collect(Collectors.joining(", "));
        return values.size() <= VALUES ? list : list + " and " + (values.size() - VALUES) + " more";
    }

    static String bounded(String value) {
        String clean = value.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
        return clean.length() <= LENGTH ? clean : clean.substring(0, LENGTH) + "…";
    }
}
