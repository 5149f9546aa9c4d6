package dev.understudy.policy;

import dev.understudy.policy.RequestContext.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A policy value with policy variables, compiled once: {@code ${key}}, {@code ${key, 'default'}}, and the escapes
 * {@code ${*}}, {@code ${?}} and {@code ${$}}. What a variable brings in is literal: its {@code *} is no wildcard
 * (recorded).
 */
final class Template {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?:([*?$])|([^{},'*?$]+)(?:,\\s*'([^']*)'\\s*)?)\\}");
    /** Units below this one stand for variables: the first for variable 0, and so on downwards. */
    private static final int FIRST_VARIABLE = -3;

    private final int[] units;
    private final List<Variable> variables;
    /** Serves every request when there is no variable. */
    private final Wildcard constant;

    private Template(int[] units, List<Variable> variables) {
        this.units = units;
        this.variables = List.copyOf(variables);
        this.constant = Wildcard.of(units);
    }

    private record Variable(String key, @Nullable String fallback) {
        /** Nothing if unresolved: absent without a default, or multivalued, which a default does not mend (recorded). */
        @Nullable
        String value(RequestContext context) {
            Values values = context.find(key);
            if (values == null) {
                return fallback;
            }
            return values.multivalued() ? null : values.single();
        }
    }

    /**
     * @param wildcards whether {@code *} and {@code ?} act
     * @param expand whether variables act: under Version 2012-10-17 alone, otherwise they are literal text
     */
    static Template compile(String text, boolean wildcards, boolean expand) {
        return compile(text, wildcards, expand ? 0 : text.length());
    }

    /** @param from the index from which variables act */
    static Template compile(String text, boolean wildcards, int from) {
        IntStream.Builder units = IntStream.builder();
        List<Variable> variables = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int done = 0;
        while (matcher.find()) {
            if (matcher.start() < from) {
                continue;
            }
            literal(text, done, matcher.start(), wildcards, units);
            String escaped = matcher.group(1);
            if (escaped != null) {
                units.add(escaped.charAt(0));
            } else {
                units.add(FIRST_VARIABLE - variables.size());
                variables.add(variable(matcher));
            }
            done = matcher.end();
        }
        literal(text, done, text.length(), wildcards, units);
        return new Template(units.build().toArray(), variables);
    }

    private static Variable variable(Matcher matcher) {
        return new Variable(matcher.group(2).strip().toLowerCase(Locale.ROOT), matcher.group(3));
    }

    private static void literal(String text, int start, int end, boolean wildcards, IntStream.Builder units) {
        for (int i = start; i < end; i++) {
            units.add(wildcards ? Wildcard.unit(text.charAt(i)) : text.charAt(i));
        }
    }

    /** Whether the text holds a policy variable or an escape. */
    static boolean hasVariable(String text) {
        return VARIABLE.matcher(text).find();
    }

    /** Whether every request resolves it to the same pattern. */
    boolean isConstant() {
        return variables.isEmpty();
    }

    /** The pattern for one request, or nothing if a variable is unresolved. */
    @Nullable
    Wildcard resolve(RequestContext context) {
        if (isConstant()) {
            return constant;
        }
        String[] values = new String[variables.size()];
        int length = units.length - values.length;
        for (int i = 0; i < values.length; i++) {
            String value = variables.get(i).value(context);
            if (value == null) {
                return null;
            }
            values[i] = value;
            length += value.length();
        }
        int[] resolved = new int[length];
        int at = 0;
        for (int unit : units) {
            if (unit > FIRST_VARIABLE) {
                resolved[at++] = unit;
                continue;
            }
            String value = values[FIRST_VARIABLE - unit];
            for (int i = 0; i < value.length(); i++) {
                resolved[at++] = value.charAt(i);
            }
        }
        return Wildcard.of(resolved);
    }
}
