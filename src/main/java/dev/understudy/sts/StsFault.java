package dev.understudy.sts;

import java.util.Optional;

/**
 * What the wire shows of a refusal, and no more.
 *
 * @param message AWS's text; absent where AWS leaves the element out
 */
public record StsFault(ErrorCode code, Optional<String> message) {
    public StsFault(ErrorCode code, String message) {
        this(code, Optional.of(message));
    }

    @Override
    public String toString() {
        return code.wireCode() + message.map(text -> ": " + text).orElse("");
    }
}
