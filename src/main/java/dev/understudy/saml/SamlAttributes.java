package dev.understudy.saml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * The attributes of an assertion by name, in its order.
 *
 * @param values the texts of each attribute's values
 */
public record SamlAttributes(Map<String, List<String>> values) {
    public SamlAttributes {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Of attributes with the same name, the first counts: AWS maps but one (documented). AWS's own may be there once. */
    static SamlAttributes read(Element assertion) throws RejectedAssertionException {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Element statement : Elements.children(assertion, Saml.ASSERTION, "AttributeStatement")) {
            for (Element attribute : Elements.children(statement, Saml.ASSERTION, "Attribute")) {
                String name = Elements.attribute(attribute, "Name").orElse("");
                List<String> texts = new ArrayList<>();
                for (Element value : Elements.children(attribute, Saml.ASSERTION, "AttributeValue")) {
                    texts.add(Elements.text(value));
                }
                boolean again = values.putIfAbsent(name, List.copyOf(texts)) != null;
                if (again && name.startsWith(Saml.AWS_ATTRIBUTES)) {
                    throw Rejections.attribute("There are two attributes named " + Rejections.quote(name)
                            + "; several values belong into one attribute.");
                }
            }
        }
        return new SamlAttributes(values);
    }

    /** The values of an attribute; none if it is not there. */
    public List<String> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    Set<String> names() {
        return values.keySet();
    }
}
