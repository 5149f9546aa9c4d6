package dev.understudy.policy;

/** What a statement does when it applies. */
enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** As the policy language writes it. */
    String text() {
        return text;
    }
}
