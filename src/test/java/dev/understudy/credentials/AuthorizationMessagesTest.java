package dev.understudy.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.aws.AccountId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthorizationMessagesTest {
    private static final AccountId ACCOUNT = Sessions.ACCOUNT;

    private final AuthorizationMessages messages = new AuthorizationMessages(Sessions.key(1), Sessions.repeatable(1));

    @Test
    void a_message_is_opened_with_its_own_key_and_account_alone() {
        String message = messages.encode(ACCOUNT, "{\"why\": \"\u00e4\"}");
        assertThat(message).matches("[A-Za-z0-9_-]+").doesNotContain("why");
        assertThat(messages.decode(ACCOUNT, message)).contains("{\"why\": \"\u00e4\"}");
        assertThat(messages.encode(ACCOUNT, "")).isNotEqualTo(messages.encode(ACCOUNT, ""));
        assertThat(messages.decode(ACCOUNT, messages.encode(ACCOUNT, ""))).contains("");
        assertThat(messages.decode(new AccountId("210987654321"), message)).isEmpty();
        assertThat(new AuthorizationMessages(Sessions.key(2), Sessions.repeatable(1)).decode(ACCOUNT, message))
                .isEmpty();
    }

    @Test
    void the_longest_text_makes_the_longest_message_that_aws_takes() {
        String longest = "a".repeat(AuthorizationMessages.MAXIMUM_BYTES);
        String message = messages.encode(ACCOUNT, longest);
        assertThat(message).hasSize(AuthorizationMessages.MAXIMUM_LENGTH);
        assertThat(messages.decode(ACCOUNT, message)).contains(longest);
        assertThat(messages.decode(ACCOUNT, message + "A")).isEmpty();
        assertThatThrownBy(() -> messages.encode(ACCOUNT, longest + "a")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A session token is sealed with another sub-key. */
    @Test
    void a_session_token_is_no_message() {
        CredentialMinter minter = new CredentialMinter(Sessions.key(1), Sessions.repeatable(1), Sessions.stamps());
        assertThat(messages.decode(
                        ACCOUNT, minter.mint(Sessions.full(), Optional.empty()).sessionToken()))
                .isEmpty();
    }

    @Test
    void no_text_makes_it_throw() {
        Random random = new Random(20261125);
        char[] whole = messages.encode(ACCOUNT, "some text").toCharArray();
        for (int run = 0; run < 20_000; run++) {
            char[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length - 1)] = (char) random.nextInt(run % 2 == 0 ? 128 : 0x10000);
            String text = new String(damaged, 0, random.nextInt(damaged.length + 1));
            if (!text.equals(new String(whole))) {
                assertThat(messages.decode(ACCOUNT, text)).as("run %d", run).isEmpty();
            }
        }
    }
}
