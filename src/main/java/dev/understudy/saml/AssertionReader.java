package dev.understudy.saml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** Reads an assertion whose signature was verified, and checks what it says against AWS's demands. */
final class AssertionReader {
    /** A condition that is not understood makes an assertion's validity doubtful (SAML core, section 2.5.1). */
    private static final Set<String> CONDITIONS = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

    private final Element assertion;
    private final SignInEndpoint endpoint;
    private final Instant now;

    AssertionReader(Element assertion, SignInEndpoint endpoint, Instant now) {
        this.assertion = assertion;
        this.endpoint = endpoint;
        this.now = now;
    }

    /**
     * @param response the response that it came in, which need not be signed
     */
    VerifiedAssertion read(Element response) throws RejectedAssertionException {
        checkVersion(response);
        checkVersion(assertion);
        Element conditions = conditions();
        Validity validity = Validity.check(assertion, conditions, now);
        checkAudience(conditions);
        Optional<String> destination = Elements.attribute(response, "Destination");
        if (destination.filter(url -> !endpoint.isRecipient(url)).isPresent()) {
            throw Rejections.subject("The Response's Destination is " + Rejections.quote(destination.get())
                    + ", which is not AWS's " + endpoint.url() + " or a region's.");
        }
        Element subject = only(assertion, "Subject");
        String recipient = recipient(subject);
        NameId nameId = nameId(subject);
        SamlAttributes attributes = SamlAttributes.read(assertion);
        return new VerifiedAssertion(
                Elements.text(only(assertion, "Issuer")),
                nameId,
                recipient,
                validity,
                attributes,
                SessionAttributes.read(attributes));
    }

    private static void checkVersion(Element element) throws RejectedAssertionException {
        if (!Elements.attribute(element, "Version").orElse("").equals(Saml.VERSION)) {
            throw Rejections.format("The " + element.getLocalName() + " is not of SAML's version 2.0.");
        }
    }

    private Element conditions() throws RejectedAssertionException {
        Element conditions = only(assertion, "Conditions");
        for (Element condition : Elements.children(conditions)) {
            if (!Saml.ASSERTION.equals(condition.getNamespaceURI()) || !CONDITIONS.contains(condition.getLocalName())) {
                throw Rejections.format(
                        "The condition " + Rejections.quote(condition.getNodeName()) + " is not understood.");
            }
        }
        return conditions;
    }

    /** Each restriction must let AWS in. */
    private void checkAudience(Element conditions) throws RejectedAssertionException {
        List<Element> restrictions = Elements.children(conditions, Saml.ASSERTION, "AudienceRestriction");
        List<List<String>> audiences = restrictions.stream()
                .map(it -> Elements.children(it, Saml.ASSERTION, "Audience").stream()
                        .map(Elements::text)
                        .toList())
                .toList();
        if (audiences.isEmpty()
                || !audiences.stream().allMatch(it -> it.stream().anyMatch(endpoint::isAudience))) {
            throw Rejections.audience("The audience is " + Rejections.quote(audiences.toString())
                    + "; one of them must be " + endpoint.url() + " or " + endpoint.urn() + ".");
        }
    }

    /** Documented: there is exactly one confirmation, with both attributes; profiles, section 4.1.4.2, has the rest. */
    private String recipient(Element subject) throws RejectedAssertionException {
        Element confirmation = only(subject, "SubjectConfirmation");
        String method = Elements.attribute(confirmation, "Method").orElse("");
        if (!method.equals(Saml.BEARER)) {
            throw Rejections.subject(
                    "The SubjectConfirmation's Method is " + Rejections.quote(method) + ", not " + Saml.BEARER + ".");
        }
        Element data = only(confirmation, "SubjectConfirmationData");
        if (Elements.attribute(data, "NotBefore").isPresent()) {
            throw Rejections.subject("The SubjectConfirmationData of a bearer has no NotBefore.");
        }
        Instant end = Validity.required(data, "NotOnOrAfter");
        Validity.notPast("NotOnOrAfter of the SubjectConfirmationData", Optional.of(end), now);
        String recipient = Elements.attribute(data, "Recipient").orElse("");
        if (!endpoint.isRecipient(recipient)) {
            throw Rejections.subject("The Recipient is " + Rejections.quote(recipient) + "; it must be "
                    + endpoint.url() + " or a region's, such as " + endpoint.regionalUrl("us-east-1") + ".");
        }
        return recipient;
    }

    private static NameId nameId(Element subject) throws RejectedAssertionException {
        Optional<Element> element = Elements.only(subject, Saml.ASSERTION, "NameID");
        Optional<String> value = element.map(Elements::text).filter(text -> !text.isBlank());
        if (value.isEmpty()) {
            throw Rejections.nameless("The Subject has no NameID.");
        }
        NameId nameId = NameId.of(value.get(), Elements.attribute(element.get(), "Format"));
        if (nameId.value().length() > NameId.LONGEST || nameId.format().length() > NameId.LONGEST) {
            throw Rejections.subject("The NameID or its Format is longer than " + NameId.LONGEST + " characters.");
        }
        return nameId;
    }

    private static Element only(Element parent, String name) throws RejectedAssertionException {
        Optional<Element> child = Elements.only(parent, Saml.ASSERTION, name);
        if (child.isEmpty()) {
            throw Rejections.format("The " + parent.getLocalName() + " must have exactly one " + name + ".");
        }
        return child.get();
    }
}
