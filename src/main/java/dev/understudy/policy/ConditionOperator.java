package dev.understudy.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The condition operators of the policy language, without their prefixes and suffix. */
enum ConditionOperator {
    STRING_EQUALS("StringEquals", Comparison.exactText()),
    STRING_NOT_EQUALS("StringNotEquals", Comparison.exactText()),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Comparison.textIgnoringCase()),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Comparison.textIgnoringCase()),
    STRING_LIKE("StringLike", Comparison.textPattern()),
    STRING_NOT_LIKE("StringNotLike", Comparison.textPattern()),
    NUMERIC_EQUALS("NumericEquals", Comparison.number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Comparison.number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", Comparison.number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Comparison.number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Comparison.number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Comparison.number(order -> order >= 0)),
    DATE_EQUALS("DateEquals", Comparison.date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", Comparison.date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", Comparison.date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Comparison.date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", Comparison.date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Comparison.date(order -> order >= 0)),
    BOOL("Bool", Comparison.truth()),
    BINARY_EQUALS("BinaryEquals", Comparison.binary()),
    IP_ADDRESS("IpAddress", Comparison.address()),
    NOT_IP_ADDRESS("NotIpAddress", Comparison.address()),
    ARN_EQUALS("ArnEquals", Comparison.arn()),
    ARN_NOT_EQUALS("ArnNotEquals", Comparison.arn()),
    ARN_LIKE("ArnLike", Comparison.arn()),
    ARN_NOT_LIKE("ArnNotLike", Comparison.arn()),
    /** Compares whether the key is absent; any value but {@code true} counts as false (recorded). */
    NULL("Null", Comparison.truth());

    private static final Map<String, ConditionOperator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(o -> o.text, Function.identity()));

    private final String text;
    private final boolean negated;
    /** A record of stateless functions, which the checker cannot see to be immutable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Comparison comparison;

    ConditionOperator(String text, Comparison comparison) {
        this.text = text;
        this.negated = text.contains("Not");
        this.comparison = comparison;
    }

    static Optional<ConditionOperator> named(String text) {
        return Optional.ofNullable(BY_NAME.get(text));
    }

    /** As the policy language writes it. */
    String text() {
        return text;
    }

    /** Whether it holds when no value matches, and when the key is absent. */
    boolean negated() {
        return negated;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Whether it looks for a text. */
    boolean isPositiveText() {
        return switch (this) {
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_LIKE -> true;
            default -> false;
        };
    }

    /** Whether {@code *} and {@code ?} are literal in it although people may think otherwise. */
    boolean takesWildcardsLiterally() {
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS, STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> true;
            default -> false;
        };
    }
}
