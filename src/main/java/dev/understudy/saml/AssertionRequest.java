package dev.understudy.saml;

import dev.understudy.aws.Partition;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an assertion of a local provider shall say. Everything can be replaced or left out, because a test needs wrong
 * assertions as much as right ones.
 *
 * @param subject the {@code NameID}; none if there shall be none
 * @param nameIdFormat the URI of its format, or what follows SAML 2.0's prefix of it
 * @param audience the only {@code Audience}
 * @param recipient the {@code Recipient} and the {@code Destination}
 * @param expiresIn from now to every {@code NotOnOrAfter}; negative for an assertion that has expired; at most
 *     {@link #LONGEST} either way
 * @param sessionExpiresIn from now to {@code SessionNotOnOrAfter}, if there shall be one
 * @param attributes the values of each attribute by its full name
 */
public record AssertionRequest(
        Optional<String> subject,
        String nameIdFormat,
        String audience,
        String recipient,
        Duration expiresIn,
        Optional<Duration> sessionExpiresIn,
        Map<String, List<String>> attributes,
        SignatureChoice signature) {
    /** A hundred years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    public AssertionRequest {
        if (!isPossible(expiresIn)
                || sessionExpiresIn.filter(it -> !isPossible(it)).isPresent()) {
            throw new IllegalArgumentException("An expiry is at most " + LONGEST.toDays() + " days away");
        }
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A right assertion for AWS's own partition without attributes, good for five minutes. */
    public static AssertionRequest of(String subject) {
        return of(subject, Partition.AWS);
    }

    /** A right assertion for the sign-in endpoint of a partition without attributes, good for five minutes. */
    public static AssertionRequest of(String subject, Partition partition) {
        SignInEndpoint endpoint = SignInEndpoint.of(partition);
        return new AssertionRequest(
                Optional.of(subject),
                "persistent",
                endpoint.url(),
                endpoint.url(),
                Duration.ofMinutes(5),
                Optional.empty(),
                Map.of(),
                SignatureChoice.ASSERTION);
    }

    /** Whether an expiry can be so far away. */
    public static boolean isPossible(Duration expiry) {
        return expiry.compareTo(LONGEST) <= 0 && expiry.compareTo(LONGEST.negated()) >= 0;
    }

    /** With roles to take: a role's ARN, whose account's provider of this name is meant, or AWS's pair of two ARNs. */
    public AssertionRequest withRoles(String provider, List<String> roles) {
        List<String> pairs = roles.stream()
                .map(role -> role.contains(",") ? role : role + "," + principalArn(role, provider))
                .toList();
        return withAttribute(SessionAttributes.ROLE, pairs);
    }

    /** The ARN of the provider in the account of the role. */
    private static String principalArn(String roleArn, String provider) {
        int resource = roleArn.lastIndexOf(":role/");
        return (resource < 0 ? roleArn : roleArn.substring(0, resource)) + ":saml-provider/" + provider;
    }

    public AssertionRequest withSessionName(String name) {
        return withAttribute(SessionAttributes.ROLE_SESSION_NAME, List.of(name));
    }

    /** With a {@code SessionDuration}: any text, as an assertion can have it. */
    public AssertionRequest withSessionDuration(String seconds) {
        return withAttribute(SessionAttributes.SESSION_DURATION, List.of(seconds));
    }

    public AssertionRequest withTag(String key, String value) {
        return withAttribute(SessionAttributes.PRINCIPAL_TAG + key, List.of(value));
    }

    public AssertionRequest withTransitiveTagKeys(List<String> keys) {
        return withAttribute(SessionAttributes.TRANSITIVE_TAG_KEYS, keys);
    }

    public AssertionRequest withSourceIdentity(String identity) {
        return withAttribute(SessionAttributes.SOURCE_IDENTITY, List.of(identity));
    }

    /** With an attribute of this full name, in place of one that it has. */
    public AssertionRequest withAttribute(String name, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(attributes);
        more.put(name, List.copyOf(values));
        return new AssertionRequest(
                subject, nameIdFormat, audience, recipient, expiresIn, sessionExpiresIn, more, signature);
    }
}
