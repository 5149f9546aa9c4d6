package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What STS asks of session tags and of a source identity. The limits and messages are those of AssumeRole; what AWS
 * answers when they come in a web identity token is not known.
 */
final class SessionTagRules {
    private static final int MAXIMUM_TAGS = 50;
    private static final String RESERVED = "aws:";

    private SessionTagRules() {}

    /**
     * @throws StsException {@code ValidationError} or {@code InvalidParameterValue}
     */
    static void check(SessionTags tags, Optional<String> sourceIdentity) throws StsException {
        Constraints constraints = new Constraints();
        int index = 1;
        for (Map.Entry<String, String> tag : tags.tags().entrySet()) {
            String member = "tags." + index++ + ".member.";
            constraints.optional(member + "key", Optional.of(tag.getKey()), TextConstraint.TAG_KEY);
            constraints.optional(member + "value", Optional.of(tag.getValue()), TextConstraint.TAG_VALUE);
        }
        constraints.maximumSize("tags", tags.tags().keySet(), MAXIMUM_TAGS);
        constraints.maximumSize("transitiveTagKeys", tags.transitiveKeys(), MAXIMUM_TAGS);
        constraints.optional("sourceIdentity", sourceIdentity, TextConstraint.SOURCE_IDENTITY);
        constraints.throwIfViolated();
        checkKeys(tags);
        if (sourceIdentity.filter(SessionTagRules::isReserved).isPresent()) {
            throw invalid("The source identity must not begin with aws:.");
        }
    }

    private static void checkKeys(SessionTags tags) throws StsException {
        Set<String> keys = new HashSet<>();
        for (String key : tags.tags().keySet()) {
            if (isReserved(key)) {
                throw invalid("The tag key " + key + " begins with aws:, which is reserved.");
            }
            if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        for (String key : tags.transitiveKeys()) {
            if (!keys.contains(key.toLowerCase(Locale.ROOT))) {
                throw invalid("The specified transitive tag key must be included in the requested tags.");
            }
        }
    }

    private static boolean isReserved(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(RESERVED);
    }

    private static StsException invalid(String message) {
        return new StsException(StsErrorCode.INVALID_PARAMETER_VALUE, message);
    }
}
