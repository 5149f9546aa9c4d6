package dev.understudy.saml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an assertion's attributes say to AWS, by the names that AWS documents.
 *
 * @param roles the roles that the user may take, and by which provider; at least one
 * @param roleSessionName 2 to 64 characters
 * @param sessionDuration 15 minutes to 12 hours
 * @param principalTags the session tags, in the assertion's order; their lengths, number and characters are unchecked
 * @param transitiveTagKeys whether each is among the tags is unchecked
 */
public record SessionAttributes(
        List<RoleMapping> roles,
        String roleSessionName,
        Optional<Duration> sessionDuration,
        Map<String, String> principalTags,
        List<String> transitiveTagKeys,
        Optional<String> sourceIdentity) {
    static final String ROLE = Saml.AWS_ATTRIBUTES + "Role";
    static final String ROLE_SESSION_NAME = Saml.AWS_ATTRIBUTES + "RoleSessionName";
    static final String SESSION_DURATION = Saml.AWS_ATTRIBUTES + "SessionDuration";
    static final String PRINCIPAL_TAG = Saml.AWS_ATTRIBUTES + "PrincipalTag:";
    static final String TRANSITIVE_TAG_KEYS = Saml.AWS_ATTRIBUTES + "TransitiveTagKeys";
    static final String SOURCE_IDENTITY = Saml.AWS_ATTRIBUTES + "SourceIdentity";

    private static final String NAME_PATTERN = "[a-zA-Z_0-9+=,.@-]{2,64}";
    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    private static final int SHORTEST_SESSION = 900;
    private static final int LONGEST_SESSION = 43_200;

    static SessionAttributes read(SamlAttributes attributes) throws RejectedAssertionException {
        return new SessionAttributes(
                roles(attributes),
                roleSessionName(attributes),
                sessionDuration(attributes),
                principalTags(attributes),
                attributes.of(TRANSITIVE_TAG_KEYS),
                sourceIdentity(attributes));
    }

    private static List<RoleMapping> roles(SamlAttributes attributes) throws RejectedAssertionException {
        List<RoleMapping> roles = new ArrayList<>();
        for (String value : attributes.of(ROLE)) {
            Optional<RoleMapping> mapping = RoleMapping.parse(value);
            if (mapping.isEmpty()) {
                throw Rejections.attribute("The value " + Rejections.quote(value) + " of " + ROLE
                        + " is not the ARN of a role and that of a SAML provider with a comma between them.");
            }
            roles.add(mapping.get());
        }
        if (roles.isEmpty()) {
            throw Rejections.attribute("There is no attribute " + ROLE + ".");
        }
        return roles;
    }

    private static String roleSessionName(SamlAttributes attributes) throws RejectedAssertionException {
        Optional<String> name = single(attributes, ROLE_SESSION_NAME);
        if (name.isEmpty()) {
            throw Rejections.attribute(
                    "RoleSessionName is required in AuthnResponse", "There is no attribute " + ROLE_SESSION_NAME + ".");
        }
        if (!NAME.matcher(name.get()).matches()) {
            throw Rejections.attribute(
                    "RoleSessionName in AuthnResponse must match " + NAME_PATTERN,
                    "The RoleSessionName is " + Rejections.quote(name.get()) + ".");
        }
        return name.get();
    }

    private static Optional<Duration> sessionDuration(SamlAttributes attributes) throws RejectedAssertionException {
        Optional<String> text = single(attributes, SESSION_DURATION);
        Optional<Integer> seconds = text.filter(it -> it.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .filter(it -> SHORTEST_SESSION <= it && it <= LONGEST_SESSION);
        if (text.isPresent() && seconds.isEmpty()) {
            throw Rejections.attribute("The SessionDuration is " + Rejections.quote(text.get())
                    + "; it must be a whole number of seconds from " + SHORTEST_SESSION + " to " + LONGEST_SESSION
                    + ".");
        }
        return seconds.map(Duration::ofSeconds);
    }

    private static Map<String, String> principalTags(SamlAttributes attributes) throws RejectedAssertionException {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String name : attributes.names()) {
            if (name.startsWith(PRINCIPAL_TAG)) {
                tags.put(
                        name.substring(PRINCIPAL_TAG.length()),
                        single(attributes, name).orElse(""));
            }
        }
        return tags;
    }

    private static Optional<String> sourceIdentity(SamlAttributes attributes) throws RejectedAssertionException {
        Optional<String> identity = single(attributes, SOURCE_IDENTITY);
        if (identity.isPresent()
                && (!NAME.matcher(identity.get()).matches() || identity.get().startsWith("aws:"))) {
            throw Rejections.attribute(
                    "Source Identity must match " + NAME_PATTERN + " and not begin with \"aws:\"",
                    "The SourceIdentity is " + Rejections.quote(identity.get()) + ".");
        }
        return identity;
    }

    /** The value of an attribute that has one; nothing if it is not there. */
    private static Optional<String> single(SamlAttributes attributes, String name) throws RejectedAssertionException {
        List<String> values = attributes.of(name);
        if (values.size() != 1 && attributes.names().contains(name)) {
            throw Rejections.attribute("The attribute " + Rejections.quote(name)
                    + " must have exactly one value; it has " + values.size() + ".");
        }
        return values.stream().findFirst();
    }
}
