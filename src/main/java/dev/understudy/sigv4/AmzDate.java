package dev.understudy.sigv4;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time of a signature, as {@code 20150830T123600Z}. */
final class AmzDate {
    /** How far a signature's time may be from now, either way. STS's own window is unverified; reports say this. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private AmzDate() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }

    /** Reads the ISO 8601 basic form. */
    static Optional<Instant> parse(String text) {
        return FORM.matcher(text).matches() ? parse(text, FORMAT) : Optional.empty();
    }

    /** Reads a {@code Date} header: HTTP's form, or the basic form. */
    static Optional<Instant> parseDateHeader(String text) {
        return parse(text).or(() -> parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
