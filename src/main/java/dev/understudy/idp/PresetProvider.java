package dev.understudy.idp;

import java.util.List;

/** How one vendor's tokens are made. */
interface PresetProvider {
    /** What can be said about the workload. */
    List<PresetOption> options();

    /** The audience that a token for AWS has, as the vendor's documentation has it. */
    String audience(PresetRequest facts);

    /**
     * The token.
     *
     * @throws IllegalArgumentException if the facts contradict each other; the message is one sentence
     */
    TokenRequest token(PresetRequest facts, List<String> audience);
}
