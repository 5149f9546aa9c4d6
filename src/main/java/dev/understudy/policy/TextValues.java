package dev.understudy.policy;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Strings, Booleans and binary values: everything that compares as text. */
final class TextValues {
    private TextValues() {}

    static ValueMatcher exact(List<String> values, boolean variables) {
        return equal(values, variables, UnaryOperator.identity());
    }

    /** Lower-cases both whole strings as Java does, the final sigma included (recorded). */
    static ValueMatcher ignoringCase(List<String> values, boolean variables) {
        return equal(values, variables, text -> text.toLowerCase(Locale.ROOT));
    }

    static ValueMatcher truth(List<String> values, boolean variables) {
        return equal(values, variables, text -> String.valueOf(Boolean.parseBoolean(text)));
    }

    private static ValueMatcher equal(List<String> values, boolean variables, UnaryOperator<String> normal) {
        List<Template> templates = compile(values, variables, false);
        if (templates.stream().allMatch(Template::isConstant)) {
            Set<String> texts = templates.stream()
                    .map(template -> normal.apply(text(template, RequestContext.empty())))
                    .collect(Collectors.toUnmodifiableSet());
            return (actual, context) -> ValueMatcher.of(texts.contains(normal.apply(actual)));
        }
        return (actual, context) -> {
            String wanted = normal.apply(actual);
            for (Template template : templates) {
                Wildcard resolved = template.resolve(context);
                if (resolved != null && normal.apply(resolved.literal()).equals(wanted)) {
                    return ValueMatcher.Match.MATCHED;
                }
            }
            return ValueMatcher.Match.UNMATCHED;
        };
    }

    private static String text(Template constant, RequestContext context) {
        Wildcard resolved = constant.resolve(context);
        if (resolved == null) {
            throw new IllegalStateException("A constant always resolves");
        }
        return resolved.literal();
    }

    static ValueMatcher like(List<String> values, boolean variables) {
        List<Template> templates = compile(values, variables, true);
        return (actual, context) -> {
            for (Template template : templates) {
                Wildcard pattern = template.resolve(context);
                if (pattern != null && pattern.matches(actual)) {
                    return ValueMatcher.Match.MATCHED;
                }
            }
            return ValueMatcher.Match.UNMATCHED;
        };
    }

    private static List<Template> compile(List<String> values, boolean variables, boolean wildcards) {
        return values.stream()
                .map(value -> Template.compile(value, wildcards, variables))
                .toList();
    }

    static boolean isBase64(String value) {
        try {
            return Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(value))
                    .equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
