package dev.understudy.aws;

import java.util.Optional;

/** An AWS account id: twelve decimal digits. */
public record AccountId(String value) {
    public AccountId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("An account id has twelve digits: " + value);
        }
    }

    /** Reads an account id, or nothing if the text is not twelve ASCII digits. */
    public static Optional<AccountId> parse(String text) {
        return isValid(text) ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The id as a number, as AWS packs it into access key ids. */
    public long number() {
        return Long.parseLong(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
