package dev.understudy.policy;

import java.util.List;

/** An Action or NotAction element. Case does not matter, and {@code *} and {@code ?} act. */
final class ActionMatcher implements Element {
    private final List<String> texts;
    private final List<Wildcard> patterns;
    private final boolean negated;

    /** @param negated whether the element is NotAction */
    ActionMatcher(List<String> texts, boolean negated) {
        this.texts = List.copyOf(texts);
        this.patterns = this.texts.stream().map(Wildcard::ignoringCase).toList();
        this.negated = negated;
    }

    @Override
    public boolean test(AuthorizationRequest request) {
        return covers(request.action());
    }

    boolean covers(String action) {
        for (Wildcard pattern : patterns) {
            if (pattern.matches(action)) {
                return !negated;
            }
        }
        return negated;
    }

    @Override
    public String name() {
        return negated ? "NotAction" : "Action";
    }

    @Override
    public String describe(AuthorizationRequest request, boolean passed) {
        return "the action is " + Texts.quote(request.action()) + ", the policy " + (negated ? "excludes " : "covers ")
                + Texts.anyOf(texts);
    }
}
