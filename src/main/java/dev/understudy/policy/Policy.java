package dev.understudy.policy;

/** A policy document, parsed and validated. Immutable. */
public final class Policy {
    private final String document;

    private Policy(String document) {
        this.document = document;
    }

    /**
     * Parses and validates a policy document.
     *
     * @param json the document's text
     * @throws MalformedPolicyException if IAM would refuse it
     */
    public static Policy parse(PolicyType type, String json) throws MalformedPolicyException {
        return new Policy(json);
    }

    /** The document as it was given. */
    public String document() {
        return document;
    }
}
