package dev.understudy.policy;

import java.util.List;

/**
 * A statement: applies when every element does.
 *
 * @param id the Sid, or the statement's place in the document, such as {@code Statement[0]}
 * @param pointer where it stands in the document
 */
record Statement(String id, Effect effect, List<Element> elements, String pointer) {
    Statement {
        elements = List.copyOf(elements);
    }

    boolean applies(AuthorizationRequest request) {
        for (Element element : elements) {
            if (!element.test(request)) {
                return false;
            }
        }
        return true;
    }
}
