package dev.understudy.sts;

import dev.understudy.credentials.TemporaryCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a request's members fail of the model's constraints, and words it as AWS does: all failures in one
 * message, in the order of the model's members (as a recorded AssumeRoleWithSAML answer has them), and for one member
 * the pattern before the length.
 */
public final class Constraints {
    private final List<String> violations = new ArrayList<>();

    /** The text, or an empty one if it is missing, in which case there is a {@link #message}. */
    public String required(String member, Optional<String> value, TextConstraint constraint) {
        if (value.isEmpty()) {
            missing(member);
        }
        return optional(member, value, constraint).orElse("");
    }

    /** The text, whose constraint counts if it is there. */
    public Optional<String> optional(String member, Optional<String> value, TextConstraint constraint) {
        value.ifPresent(text -> check(member, text, constraint));
        return value;
    }

    /** A whole number within bounds. */
    public Optional<Integer> range(String member, Optional<Integer> value, int minimum, int maximum) {
        value.ifPresent(number -> {
            if (number > maximum) {
                violated(member, quoted(number), "Member must have value less than or equal to " + maximum);
            } else if (number < minimum) {
                violated(member, quoted(number), "Member must have value greater than or equal to " + minimum);
            }
        });
        return value;
    }

    /** The member {@code DurationSeconds}. */
    Optional<Duration> duration(Optional<Integer> seconds, Duration minimum, Duration maximum) {
        return range(
                        "durationSeconds",
                        seconds,
                        Math.toIntExact(minimum.toSeconds()),
                        Math.toIntExact(maximum.toSeconds()))
                .map(Duration::ofSeconds);
    }

    /** The member {@code MinimumSessionTokenSize}, in characters. */
    Optional<Integer> tokenSize(Members members) throws StsException {
        return range(
                "minimumSessionTokenSize",
                members.integer("MinimumSessionTokenSize"),
                0,
                TemporaryCredentials.LONGEST_TOKEN);
    }

    /** One of these words. */
    public Optional<String> word(String member, Optional<String> value, Collection<String> words) {
        value.filter(text -> !words.contains(text))
                .ifPresent(text -> violated(
                        member,
                        quoted(text),
                        "Member must satisfy enum value set: [" + String.join(", ", words) + "]"));
        return value;
    }

    /** A list or a map of at most so many. */
    public void maximumSize(String member, Collection<?> list, int maximum) {
        if (list.size() > maximum) {
            violated(member, quoted(list), "Member must have length less than or equal to " + maximum);
        }
    }

    /** A list that was given although it has no elements. */
    public void notEmpty(String member, Members members, String name) {
        if (members.isEmptyList(name)) {
            violated(member, quoted("[]"), "Member must have length greater than or equal to 1");
        }
    }

    /** A required member that is not there. */
    public void missing(String member) {
        violated(member, " null", "Member must not be null");
    }

    /** What is violated, in AWS's words; nothing if all is well. */
    public Optional<String> message() {
        if (violations.isEmpty()) {
            return Optional.empty();
        }
        String count = violations.size() == 1
                ? "1 validation error detected: "
                : violations.size() + " validation errors detected: ";
        return Optional.of(count + String.join("; ", violations));
    }

    void throwIfViolated() throws StsException {
        Optional<String> message = message();
        if (message.isPresent()) {
            throw new StsException(StsErrorCode.VALIDATION_ERROR, message.get());
        }
    }

    private void check(String member, String text, TextConstraint constraint) {
        String shown = constraint.sensitive() ? "" : quoted(text);
        constraint.pattern().ifPresent(pattern -> {
            if (!pattern.expression().matcher(text).matches()) {
                violated(member, shown, "Member must satisfy regular expression pattern: " + pattern.printed());
            }
        });
        int length = text.codePointCount(0, text.length());
        if (length > constraint.maximum()) {
            violated(member, shown, "Member must have length less than or equal to " + constraint.maximum());
        } else if (length < constraint.minimum()) {
            violated(member, shown, "Member must have length greater than or equal to " + constraint.minimum());
        }
    }

    private void violated(String member, String shownValue, String constraint) {
        violations.add("Value" + shownValue + " at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    private static String quoted(Object value) {
        return " '" + value + "'";
    }
}
