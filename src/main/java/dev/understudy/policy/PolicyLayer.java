package dev.understudy.policy;

import java.util.List;

/** The parts that policies play in one decision. */
public enum PolicyLayer {
    IDENTITY("identity policy"),
    BOUNDARY("permissions boundary"),
    SESSION("session policy"),
    SCOPE_DOWN("scope-down policy"),
    SECOND_SCOPE_DOWN("second scope-down policy"),
    THIRD_SCOPE_DOWN("third scope-down policy"),
    RESOURCE("resource policy"),
    TRUST("trust policy");

    private final String text;

    /** Those of GetScopedCredentials, of which each call adds one. */
    static final List<PolicyLayer> SCOPES = List.of(SCOPE_DOWN, SECOND_SCOPE_DOWN, THIRD_SCOPE_DOWN);

    PolicyLayer(String text) {
        this.text = text;
    }

    /** In the singular, for people. */
    public String text() {
        return text;
    }
}
