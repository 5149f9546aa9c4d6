package dev.understudy.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * When an assertion is good: from its issue for five minutes (reported: AWS's message says so), and within its conditions.
 * Clocks of providers may be ahead by five minutes, as AWS has it for identity tokens; what it grants SAML is not known. The
 * end of a time is never stretched.
 */
record Validity(Instant issuedAt, Optional<Instant> sessionNotOnOrAfter) {
    static final Duration LONGEST_SINCE_ISSUE = Duration.ofMinutes(5);
    static final Duration TOLERANCE_AHEAD = Duration.ofMinutes(5);

    /** Checks the assertion's times; those of the subject's confirmation are checked with the subject. */
    static Validity check(Element assertion, Element conditions, Instant now) throws RejectedAssertionException {
        Instant issuedAt = required(assertion, "IssueInstant");
        notAhead("IssueInstant", issuedAt, now);
        Optional<Instant> notBefore = optional(conditions, "NotBefore");
        if (notBefore.isPresent()) {
            notAhead("NotBefore", notBefore.get(), now);
        }
        notPast("NotOnOrAfter of the Conditions", optional(conditions, "NotOnOrAfter"), now);
        if (now.isAfter(issuedAt.plus(LONGEST_SINCE_ISSUE))) {
            throw Rejections.tooOld("It was issued at " + issuedAt + "; it is " + now + ", and it was good for "
                    + LONGEST_SINCE_ISSUE.toMinutes() + " minutes.");
        }
        return new Validity(issuedAt, sessionEnd(assertion, now));
    }

    /** The earliest end of the sessions that the provider tells of. */
    private static Optional<Instant> sessionEnd(Element assertion, Instant now) throws RejectedAssertionException {
        List<Element> statements = Elements.children(assertion, Saml.ASSERTION, "AuthnStatement");
        if (statements.isEmpty()) {
            throw Rejections.format("The Assertion has no AuthnStatement: nobody has signed in.");
        }
        Optional<Instant> earliest = Optional.empty();
        for (Element statement : statements) {
            Optional<Instant> end = optional(statement, "SessionNotOnOrAfter");
            notPast("SessionNotOnOrAfter", end, now);
            if (end.isPresent() && earliest.filter(end.get()::isAfter).isEmpty()) {
                earliest = end;
            }
        }
        return earliest;
    }

    static void notPast(String what, Optional<Instant> end, Instant now) throws RejectedAssertionException {
        if (end.isPresent() && !now.isBefore(end.get())) {
            throw Rejections.expired("The " + what + " is " + end.get() + "; it is " + now + ".");
        }
    }

    private static void notAhead(String what, Instant time, Instant now) throws RejectedAssertionException {
        if (time.isAfter(now.plus(TOLERANCE_AHEAD))) {
            throw Rejections.time("The " + what + " is " + time + "; it is " + now + ".");
        }
    }

    static Instant required(Element element, String attribute) throws RejectedAssertionException {
        Optional<Instant> time = optional(element, attribute);
        if (time.isEmpty()) {
            throw Rejections.format(element.getLocalName() + " has no " + attribute + ".");
        }
        return time.get();
    }

    private static Optional<Instant> optional(Element element, String attribute) throws RejectedAssertionException {
        Optional<String> text = Elements.attribute(element, attribute);
        Optional<Instant> time = text.flatMap(SamlTime::parse);
        if (text.isPresent() && time.isEmpty()) {
            throw Rejections.format("The " + attribute + " " + Rejections.quote(text.get())
                    + " is no time in UTC such as 2030-01-31T12:00:00Z.");
        }
        return time;
    }
}
