package dev.understudy.policy;

import dev.understudy.policy.RequestContext.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One operator applied to one key: holds if any of the policy's values matches, or none for a negated operator. */
final class Condition implements Element {
    private final Header header;
    private final Effect effect;
    private final String key;
    private final String lowerCaseKey;
    private final List<String> values;
    private final String pointer;
    private final ValueMatcher matcher;

    /** @param variables whether policy variables act in the values */
    Condition(Header header, Effect effect, String key, List<String> values, String pointer, boolean variables) {
        this.header = header;
        this.effect = effect;
        this.key = key;
        this.lowerCaseKey = key.toLowerCase(Locale.ROOT);
        this.values = List.copyOf(values);
        this.pointer = pointer;
        this.matcher = header.operator.comparison().compiler().compile(this.values, variables);
    }

    /** How a condition treats a key with several values. */
    enum Quantifier {
        /** A scalar operator, which a multivalued key never matches. */
        ONE(""),
        ALL("ForAllValues:"),
        ANY("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** An operator with its prefix and suffix, such as {@code ForAnyValue:StringLikeIfExists}. */
    record Header(Quantifier quantifier, ConditionOperator operator, boolean ifExists) {
        private static final String IF_EXISTS = "IfExists";

        /** Reads an operator; nothing if there is none of that name. Null takes neither prefix nor suffix. */
        static Optional<Header> parse(String text) {
            for (Quantifier quantifier : List.of(Quantifier.ALL, Quantifier.ANY)) {
                if (text.startsWith(quantifier.prefix)) {
                    return parse(quantifier, text.substring(quantifier.prefix.length()));
                }
            }
            return parse(Quantifier.ONE, text);
        }

        private static Optional<Header> parse(Quantifier quantifier, String text) {
            boolean ifExists = text.endsWith(IF_EXISTS);
            String name = ifExists ? text.substring(0, text.length() - IF_EXISTS.length()) : text;
            return ConditionOperator.named(name)
                    .filter(operator ->
                            operator != ConditionOperator.NULL || (quantifier == Quantifier.ONE && !ifExists))
                    .map(operator -> new Header(quantifier, operator, ifExists));
        }

        String text() {
            return quantifier.prefix + operator.text() + (ifExists ? IF_EXISTS : "");
        }
    }

    Header header() {
        return header;
    }

    String key() {
        return key;
    }

    /** The key as requests are asked for it. */
    String lowerCaseKey() {
        return lowerCaseKey;
    }

    List<String> values() {
        return values;
    }

    /** Where the values stand in the document. */
    String pointer() {
        return pointer;
    }

    /** Whether the key must be present and its text match: a negated or lenient operator demands neither. */
    boolean demandsText() {
        return !header.ifExists && header.quantifier != Quantifier.ALL && header.operator.isPositiveText();
    }

    @Override
    public boolean test(AuthorizationRequest request) {
        RequestContext context = request.context();
        Values actual = context.find(lowerCaseKey);
        if (header.operator == ConditionOperator.NULL) {
            return holds(String.valueOf(actual == null), context);
        }
        if (actual == null) {
            return holdsWhenAbsent();
        }
        return switch (header.quantifier) {
            case ONE -> !actual.multivalued() && holds(actual.single(), context);
            case ALL -> allHold(actual.list(), context);
            case ANY -> anyHolds(actual.list(), context);
        };
    }

    /** Whether another value would match, for hints. */
    boolean wouldMatch(String actual, RequestContext context) {
        return matcher.match(actual, context) == ValueMatcher.Match.MATCHED;
    }

    private boolean holdsWhenAbsent() {
        return header.ifExists
                || switch (header.quantifier) {
                    case ONE -> header.operator.negated();
                    case ALL -> true;
                    case ANY -> false;
                };
    }

    private boolean allHold(List<String> actual, RequestContext context) {
        for (String value : actual) {
            if (!holds(value, context)) {
                return false;
            }
        }
        return true;
    }

    private boolean anyHolds(List<String> actual, RequestContext context) {
        for (String value : actual) {
            if (holds(value, context)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(String actual, RequestContext context) {
        return switch (matcher.match(actual, context)) {
            case MATCHED -> !header.operator.negated();
            case UNMATCHED -> header.operator.negated();
            case INCOMPARABLE -> false;
            case UNDECIDABLE -> effect == Effect.DENY;
        };
    }

    @Override
    public String name() {
        return header.text() + " " + key;
    }

    @Override
    public String describe(AuthorizationRequest request, boolean passed) {
        String found = found(request.context().find(lowerCaseKey));
        return passed
                ? found + ", which satisfies " + header.text() + " " + Texts.anyOf(values)
                : found + ", the policy wants " + wanted() + " (" + header.text() + ")";
    }

    private String found(@Nullable Values actual) {
        if (actual == null) {
            return key + " is absent from the request";
        }
        return key + (actual.multivalued() ? " has the values " : " is ") + Texts.allOf(actual.list());
    }

    private String wanted() {
        if (header.operator == ConditionOperator.NULL) {
            return wouldMatch("true", RequestContext.empty()) ? "it absent" : "it present";
        }
        if (!header.operator.negated()) {
            return Texts.anyOf(values);
        }
        return (values.size() > 1 ? "neither " : "anything but ") + Texts.neither(values);
    }
}
