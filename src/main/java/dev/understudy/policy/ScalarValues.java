package dev.understudy.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Numbers and dates. Text that cannot be read compares as unequal on either side, so that a negated operator matches it
 * (recorded).
 */
final class ScalarValues {
    /** Far more digits than a condition value has. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final Pattern EPOCH_SECONDS = Pattern.compile("[+-]?\\d{1,18}");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private ScalarValues() {}

    /** @param order judges the request's value compared with the policy's: negative, zero or positive */
    static <T extends Comparable<T>> ValueMatcher of(
            List<String> values, Function<String, Optional<T>> reader, IntPredicate order) {
        List<T> wanted = values.stream().map(reader).flatMap(Optional::stream).toList();
        return (actual, context) -> {
            Optional<T> value = reader.apply(actual);
            return ValueMatcher.of(value.isPresent()
                    && wanted.stream().anyMatch(w -> order.test(value.get().compareTo(w))));
        };
    }

    /** A decimal number of any precision: {@code 01}, {@code +1}, {@code 1.} and {@code 1e0} are one (recorded). */
    static Optional<BigDecimal> number(String text) {
        try {
            // Reading digits costs the square of their number.
            return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Seconds since the epoch, an ISO 8601 date, or a date and time, which is in UTC without an offset; in milliseconds,
     * the precision at which AWS compares (recorded).
     */
    static Optional<Long> epochMillis(String text) {
        try {
            return Optional.of(
                    EPOCH_SECONDS.matcher(text).matches()
                            ? Math.multiplyExact(Long.parseLong(text), 1000)
                            : instant(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text) {
        TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : LocalDate.from(time).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
