package dev.understudy.saml;

import java.util.List;
import org.w3c.dom.Element;

/** Whether a response and its assertion name the provider as their issuer, to the letter. */
final class Issuers {
    private Issuers() {}

    static void check(Element response, Element assertion, SamlMetadata provider) throws RejectedAssertionException {
        List<Element> ofAssertion = Elements.children(assertion, Saml.ASSERTION, "Issuer");
        if (ofAssertion.size() != 1) {
            throw Rejections.format("An Assertion has exactly one Issuer; there are " + ofAssertion.size() + ".");
        }
        check(ofAssertion.get(0), provider);
        for (Element issuer : Elements.children(response, Saml.ASSERTION, "Issuer")) {
            check(issuer, provider);
        }
    }

    private static void check(Element issuer, SamlMetadata provider) throws RejectedAssertionException {
        String found = Elements.text(issuer);
        if (!found.equals(provider.entityId())) {
            throw Rejections.issuer(found, provider.entityId());
        }
    }
}
