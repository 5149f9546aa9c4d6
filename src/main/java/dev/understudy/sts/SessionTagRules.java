package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What STS asks of session tags and of a source identity. The limits and messages are those of AssumeRole; what AWS
 * answers when they come in an identity provider's token is not known.
 */
final class SessionTagRules {
    private static final int MAXIMUM_TAGS = 50;
    private static final String RESERVED = "aws:";

    private SessionTagRules() {}

    /**
     * Those that an identity provider's token brings.
     *
     * @throws StsException {@code ValidationError} or {@code InvalidParameterValue}
     */
    static SessionTags check(SessionTags tags, Optional<String> sourceIdentity) throws StsException {
        Constraints constraints = new Constraints();
        int index = 1;
        for (Map.Entry<String, String> tag : tags.tags().entrySet()) {
            check(index++, Optional.of(tag.getKey()), Optional.of(tag.getValue()), constraints);
        }
        constraints.maximumSize("tags", tags.tags().keySet(), MAXIMUM_TAGS);
        constraints.maximumSize("transitiveTagKeys", tags.transitiveKeys(), MAXIMUM_TAGS);
        constraints.optional("sourceIdentity", sourceIdentity, TextConstraint.SOURCE_IDENTITY);
        constraints.throwIfViolated();
        checkKeys(tags.tags().keySet(), tags.transitiveKeys());
        return tags;
    }

    /** The member {@code Tags}, within the constraints of the model; its keys may still be given twice. */
    static List<Tag> tags(Members members, Constraints constraints) throws StsException {
        List<Optional<Members>> structures = members.structures("Tags");
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < structures.size(); i++) {
            if (structures.get(i).isEmpty()) {
                constraints.missing("tags." + (i + 1) + ".member");
                continue;
            }
            Members tag = structures.get(i).get();
            tags.add(check(i + 1, tag.string("Key"), tag.string("Value"), constraints));
        }
        constraints.maximumSize("tags", tags.stream().map(Tag::key).toList(), MAXIMUM_TAGS);
        return tags;
    }

    /** The member {@code TransitiveTagKeys}, within the constraints of the model. */
    static List<String> transitiveKeys(Members members, Constraints constraints) throws StsException {
        List<Optional<String>> texts = members.strings("TransitiveTagKeys");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            keys.add(constraints.required(
                    "transitiveTagKeys." + (i + 1) + ".member", texts.get(i), TextConstraint.TAG_KEY));
        }
        constraints.maximumSize("transitiveTagKeys", keys, MAXIMUM_TAGS);
        return keys;
    }

    /**
     * The tags of a call.
     *
     * @throws StsException {@code InvalidParameterValue}
     */
    static SessionTags check(List<Tag> tags, List<String> transitiveKeys) throws StsException {
        checkKeys(tags.stream().map(Tag::key).toList(), transitiveKeys);
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        return new SessionTags(values, transitiveKeys);
    }

    private static Tag check(int index, Optional<String> key, Optional<String> value, Constraints constraints) {
        String member = "tags." + index + ".member.";
        return new Tag(
                constraints.required(member + "key", key, TextConstraint.TAG_KEY),
                constraints.required(member + "value", value, TextConstraint.TAG_VALUE));
    }

    private static void checkKeys(Collection<String> tagKeys, List<String> transitiveKeys) throws StsException {
        Set<String> keys = new HashSet<>();
        for (String key : tagKeys) {
            if (isReserved(key)) {
                throw invalid("The tag key " + key + " begins with aws:, which is reserved.");
            }
            if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        for (String key : transitiveKeys) {
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
