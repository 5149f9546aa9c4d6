package dev.understudy.saml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a local provider signs of a response; the last two make responses that must be refused. */
public enum SignatureChoice {
    ASSERTION("assertion", true, false),
    RESPONSE("response", false, true),
    BOTH("both", true, true),
    NONE("none", false, false),
    /** The assertion, with a key that the metadata does not have. */
    OTHER_KEY("otherKey", true, false);

    private final String word;
    private final boolean ofAssertion;
    private final boolean ofResponse;

    SignatureChoice(String word, boolean ofAssertion, boolean ofResponse) {
        this.word = word;
        this.ofAssertion = ofAssertion;
        this.ofResponse = ofResponse;
    }

    /** The choice of this word, to the letter. */
    public static Optional<SignatureChoice> named(String word) {
        return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(it -> it.word).toList();
    }

    boolean ofAssertion() {
        return ofAssertion;
    }

    boolean ofResponse() {
        return ofResponse;
    }
}
