package dev.understudy.saml;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as SAML writes them: {@code xs:dateTime} in UTC, with {@code Z} (core, section 1.3.3). */
final class SamlTime {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private SamlTime() {}

    static Optional<Instant> parse(String text) {
        try {
            return FORM.matcher(text).matches() ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }
}
