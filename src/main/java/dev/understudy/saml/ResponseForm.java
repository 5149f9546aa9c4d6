package dev.understudy.saml;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * What a response must be made of before any signature is looked at: one assertion at its place, signatures at theirs,
 * every ID once. Attacks that wrap a signed assertion need a second of one of them.
 */
final class ResponseForm {
    private ResponseForm() {}

    /**
     * The parts of a response.
     *
     * @param responseSignature over the response, if there is one
     * @param assertionSignature over the assertion, if there is one
     */
    record Parts(
            Element response,
            Element assertion,
            Optional<Element> responseSignature,
            Optional<Element> assertionSignature) {}

    static Parts check(Document document) throws RejectedAssertionException {
        Element response = Elements.root(document);
        require(
                Elements.is(response, Saml.PROTOCOL, "Response"),
                "The root element is " + Rejections.quote(response.getNodeName()) + ", not a SAML 2.0 Response.");
        checkNodes(document);
        checkIds(response);
        checkStatus(response);
        refuseEncrypted(response);
        List<Element> assertions = Elements.all(response, Saml.ASSERTION, "Assertion");
        require(
                assertions.size() == 1 && Elements.children(response).contains(assertions.get(0)),
                "There must be exactly one Assertion, directly in the Response; there are " + assertions.size() + ".");
        require(
                Elements.all(response, Saml.PROTOCOL, "Response").size() == 1,
                "There is another Response in the Response.");
        Element assertion = assertions.get(0);
        Optional<Element> ofResponse = signature(response);
        Optional<Element> ofAssertion = signature(assertion);
        long placed = ofResponse.stream().count() + ofAssertion.stream().count();
        if (Elements.all(response, Saml.SIGNATURE, "Signature").size() != placed) {
            throw Rejections.signature("A Signature stands where none belongs: there is one at most in the Response and"
                    + " one in the Assertion, each after the Issuer.");
        }
        return new Parts(response, assertion, ofResponse, ofAssertion);
    }

    /** The signature that comes right after the issuer, as the schema has it. */
    private static Optional<Element> signature(Element signed) {
        return Elements.children(signed).stream()
                .dropWhile(child -> Elements.is(child, Saml.ASSERTION, "Issuer"))
                .findFirst()
                .filter(child -> Elements.is(child, Saml.SIGNATURE, "Signature"));
    }

    /** Comments are no part of what is signed, and have cut texts short for other verifiers. */
    private static void checkNodes(Node parent) throws RejectedAssertionException {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            require(
                    node.getNodeType() == Node.ELEMENT_NODE || node.getNodeType() == Node.TEXT_NODE,
                    "There are comments or processing instructions in it, which no identity provider writes.");
            checkNodes(node);
        }
    }

    /** An ID that is there twice would leave open which element a signature is over. */
    private static void checkIds(Element response) throws RejectedAssertionException {
        Set<String> ids = new HashSet<>();
        for (Element element : Elements.all(response).toList()) {
            NamedNodeMap attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Node attribute = attributes.item(i);
                boolean id = attribute.getLocalName().toLowerCase(Locale.ROOT).equals("id");
                require(
                        !id || ids.add(attribute.getNodeValue()),
                        "The ID " + Rejections.quote(attribute.getNodeValue()) + " is there twice.");
            }
        }
    }

    private static void checkStatus(Element response) throws RejectedAssertionException {
        String status = Elements.only(response, Saml.PROTOCOL, "Status")
                .flatMap(it -> Elements.only(it, Saml.PROTOCOL, "StatusCode"))
                .flatMap(code -> Elements.attribute(code, "Value"))
                .orElse("");
        if (!status.equals(Saml.SUCCESS)) {
            throw Rejections.status(
                    "The identity provider's status is " + Rejections.quote(status) + ", not " + Saml.SUCCESS + ".");
        }
    }

    private static void refuseEncrypted(Element response) throws RejectedAssertionException {
        boolean encrypted = Elements.all(response)
                .anyMatch(element -> Saml.ASSERTION.equals(element.getNamespaceURI())
                        && element.getLocalName().startsWith("Encrypted"));
        require(
                !encrypted,
                "It is encrypted. AWS decrypts assertions if the provider has a private key; Understudy does not.");
    }

    private static void require(boolean condition, String otherwise) throws RejectedAssertionException {
        if (!condition) {
            throw Rejections.format(otherwise);
        }
    }
}
