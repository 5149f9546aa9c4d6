package dev.understudy.saml;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** What a response <em>says</em> about itself, for the log of a refused call; nobody has checked any of it. */
public record UnverifiedAssertion(Optional<String> issuer, Optional<String> subject, Optional<String> sessionName) {
    private static final UnverifiedAssertion NOTHING =
            new UnverifiedAssertion(Optional.empty(), Optional.empty(), Optional.empty());

    /** Reads what can be read; a text that is no response says nothing. */
    public static UnverifiedAssertion of(String encoded) {
        try {
            Element root = Elements.root(SamlVerifier.decode(encoded));
            return new UnverifiedAssertion(first(root, "Issuer"), first(root, "NameID"), sessionName(root));
        } catch (RejectedAssertionException unreadable) {
            return NOTHING;
        }
    }

    private static Optional<String> first(Element root, String name) {
        return Elements.all(root, Saml.ASSERTION, name).stream()
                .map(Elements::text)
                .findFirst();
    }

    private static Optional<String> sessionName(Element root) {
        List<Element> attributes = Elements.all(root, Saml.ASSERTION, "Attribute").stream()
                .filter(it -> Elements.attribute(it, "Name")
                        .filter(SessionAttributes.ROLE_SESSION_NAME::equals)
                        .isPresent())
                .toList();
        return attributes.stream()
                .flatMap(it -> Elements.children(it, Saml.ASSERTION, "AttributeValue").stream())
                .map(Elements::text)
                .findFirst();
    }
}
