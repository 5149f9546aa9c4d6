package dev.understudy.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Walks through a document without null. */
final class Elements {
    private Elements() {}

    static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /** The root element; a document that was parsed has one. */
    static Element root(Document document) {
        return document.getDocumentElement();
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream()
                .filter(child -> is(child, namespace, name))
                .toList();
    }

    /** The only child of this name; nothing if there is none or several. */
    static Optional<Element> only(Element parent, String namespace, String name) {
        List<Element> found = children(parent, namespace, name);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The element and all below it, in the order of the document. */
    static Stream<Element> all(Element root) {
        return Stream.concat(Stream.of(root), children(root).stream().flatMap(Elements::all));
    }

    /** All below the element with this name. */
    static List<Element> all(Element root, String namespace, String name) {
        return all(root).filter(element -> is(element, namespace, name)).toList();
    }

    /** An attribute without a namespace. */
    static Optional<String> attribute(Element element, String name) {
        return element.hasAttributeNS(null, name) ? Optional.of(element.getAttributeNS(null, name)) : Optional.empty();
    }

    /** The whole text of the element, whatever it is broken up by. */
    static String text(Element element) {
        return element.getTextContent();
    }
}
