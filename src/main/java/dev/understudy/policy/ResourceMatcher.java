package dev.understudy.policy;

import java.util.List;

/** A Resource or NotResource element, matched as a whole and by case; a wildcard reaches over colons (recorded). */
final class ResourceMatcher implements Element {
    private static final int COLONS_BEFORE_RESOURCE = 5;

    private final List<String> texts;
    private final List<Template> templates;
    private final boolean negated;
    private final Effect effect;
    private final String pointer;

    /**
     * @param negated whether the element is NotResource
     * @param variables whether policy variables act; they do after the fifth colon only, as AWS documents
     */
    ResourceMatcher(List<String> texts, boolean negated, Effect effect, boolean variables, String pointer) {
        this.texts = List.copyOf(texts);
        this.templates = this.texts.stream()
                .map(text -> Template.compile(text, true, variables ? resourcePart(text) : text.length()))
                .toList();
        this.negated = negated;
        this.effect = effect;
        this.pointer = pointer;
    }

    private static int resourcePart(String arn) {
        int index = 0;
        for (int colons = 0; colons < COLONS_BEFORE_RESOURCE; colons++) {
            index = arn.indexOf(':', index) + 1;
            if (index == 0) {
                return arn.length();
            }
        }
        return index;
    }

    List<String> texts() {
        return texts;
    }

    /** Where the element stands in the document. */
    String pointer() {
        return pointer;
    }

    @Override
    public boolean test(AuthorizationRequest request) {
        boolean unresolved = false;
        for (Template template : templates) {
            Wildcard pattern = template.resolve(request.context());
            if (pattern == null) {
                unresolved = true;
            } else if (pattern.matches(request.resource())) {
                return !negated;
            }
        }
        // An unresolved pattern names nothing. What AWS makes of that in NotResource is unknown; the strict reading is
        // ours: what might have been excluded is not allowed, and is denied.
        return negated && (!unresolved || effect == Effect.DENY);
    }

    @Override
    public String name() {
        return negated ? "NotResource" : "Resource";
    }

    @Override
    public String describe(AuthorizationRequest request, boolean passed) {
        return "the resource is " + Texts.quote(request.resource()) + ", the policy "
                + (negated ? "excludes " : "covers ") + Texts.anyOf(texts);
    }
}
