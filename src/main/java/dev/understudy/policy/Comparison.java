package dev.understudy.policy;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * How one family of operators reads and compares values.
 *
 * @param readable whether a value of the policy is of the family's type
 * @param compiler makes the matcher; its second argument tells whether policy variables act
 */
record Comparison(Predicate<String> readable, Compiler compiler) {
    /** Compiles a policy's values. */
    interface Compiler {
        ValueMatcher compile(List<String> values, boolean variables);
    }

    static Comparison exactText() {
        return new Comparison(value -> true, TextValues::exact);
    }

    static Comparison textIgnoringCase() {
        return new Comparison(value -> true, TextValues::ignoringCase);
    }

    static Comparison textPattern() {
        return new Comparison(value -> true, TextValues::like);
    }

    /** {@code true} in any case against everything else, which counts as false (recorded). */
    static Comparison truth() {
        return new Comparison(value -> true, TextValues::truth);
    }

    static Comparison number(IntPredicate order) {
        return new Comparison(
                value -> ScalarValues.number(value).isPresent(),
                (values, variables) -> ScalarValues.of(values, ScalarValues::number, order));
    }

    static Comparison date(IntPredicate order) {
        return new Comparison(
                value -> ScalarValues.epochMillis(value).isPresent(),
                (values, variables) -> ScalarValues.of(values, ScalarValues::epochMillis, order));
    }

    /** Canonical base64 compared as text: {@code YR==} does not match {@code YQ==} though both decode alike (recorded). */
    static Comparison binary() {
        return new Comparison(TextValues::isBase64, (values, variables) -> TextValues.exact(values, false));
    }

    static Comparison address() {
        return new Comparison(AddressValues::isReadable, (values, variables) -> AddressValues.of(values));
    }

    static Comparison arn() {
        return new Comparison(ArnValues::isReadable, ArnValues::of);
    }
}
