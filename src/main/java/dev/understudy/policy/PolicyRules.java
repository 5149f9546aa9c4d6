package dev.understudy.policy;

import java.util.List;
import java.util.Optional;

/** What one type of policy may hold beyond the common grammar, and the messages with which IAM refuses the rest. */
interface PolicyRules {
    static PolicyRules of(PolicyType type) {
        return switch (type) {
            case TRUST -> new TrustPolicyRules();
            case IDENTITY -> new IdentityPolicyRules(true);
            case SESSION -> new IdentityPolicyRules(false);
        };
    }

    /** The most characters that a document may have, white space not counted, as IAM counts. */
    int longest();

    String tooLong();

    String invalidJson();

    String invalidVersion();

    String noStatements();

    String duplicateSid();

    String missingEffect();

    String invalidEffect(String effect);

    String missingAction();

    /** Refuses what the grammar does not allow and no other message names. */
    MalformedPolicyException syntax(String detail, String pointer);

    /** Refuses an element that the grammar does not know. */
    MalformedPolicyException unknownElement(String name, String pointer);

    /** Whether a number, date, address or ARN that cannot be read is refused, or merely does not match. */
    boolean refusesUnreadableValues();

    /** Reads the Principal and NotPrincipal elements. */
    Optional<PrincipalMatcher> principal(JsonPart statement, Effect effect) throws MalformedPolicyException;

    void checkAction(String action, String pointer) throws MalformedPolicyException;

    /** Checks the Resource and NotResource elements, present or absent. */
    void checkResources(JsonPart statement) throws MalformedPolicyException;

    void checkConditionKey(String key, String pointer) throws MalformedPolicyException;

    /** Checks what only the elements together tell. */
    default void checkTogether(
            Effect effect, Optional<PrincipalMatcher> principal, List<Condition> conditions, String pointer)
            throws MalformedPolicyException {}
}
