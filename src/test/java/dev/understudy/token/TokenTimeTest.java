package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.token.TokenRejection.Code;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five minutes of tolerance are recorded; the exact second follows from the words of the messages. */
class TokenTimeTest {
    private static final long NOW = Tokens.NOW.getEpochSecond();

    private static TokenRejection refused(String claim, long seconds) {
        return Tokens.refused(Tokens.verify(Tokens.with(c -> c.put(claim, NOW + seconds))));
    }

    @ParameterizedTest
    @CsvSource({"exp,-299", "iat,300", "nbf,300", "exp,1", "iat,-100000000", "nbf,-100000000"})
    void accepted_upToTheBound(String claim, long seconds) {
        Tokens.accepted(Tokens.verify(Tokens.with(c -> c.put(claim, NOW + seconds))));
        Tokens.accepted(Tokens.verify(Tokens.with(c -> c.put(claim, Long.toString(NOW + seconds)))));
    }

    @Test
    void expired_fiveMinutesPast() {
        TokenRejection rejection = refused("exp", -300);

        assertThat(rejection.code()).isEqualTo(Code.EXPIRED_TOKEN);
        assertThat(rejection.message())
                .isEqualTo("Token expired: current date/time " + (NOW - 300)
                        + " must be before the expiration date/time " + (NOW - 300));
        assertThat(rejection.explanation())
                .isEqualTo("The token expired at 2026-11-05T09:55:00Z, more than five minutes before now,"
                        + " 2026-11-05T10:00:00Z.");
    }

    /** Recorded: exp 1789123397 was refused, and the "current" of the message was 1789123421. */
    @Test
    void expired_asRecorded() {
        String token = Tokens.with(c -> c.put("iat", 1789123688L).put("exp", 1789123397L));

        TokenRejection rejection = Tokens.refused(Tokens.verifyAt(Instant.parse("2026-09-11T10:48:41.198Z"), token));

        assertThat(rejection.message())
                .isEqualTo("Token expired: current date/time 1789123421 must be before the expiration date/time"
                        + " 1789123397");
    }

    @Test
    void issuedMoreThanFiveMinutesAhead() {
        assertThat(refused("iat", 301).message()).isEqualTo("Token issued in the future: " + (NOW + 301));
        assertThat(refused("iat", 301).code()).isEqualTo(Code.INVALID_IDENTITY_TOKEN);
    }

    @Test
    void notValidForMoreThanFiveMinutes() {
        assertThat(refused("nbf", 301).message())
                .isEqualTo("Token not yet valid: current date/time " + (NOW + 300)
                        + " must be after or equal to the not-before date/time " + (NOW + 301));
    }

    @Test
    void partOfASecond_doesNotCount() {
        String token = Tokens.with(c -> c.put("exp", NOW - 299));

        Tokens.accepted(Tokens.verifyAt(Tokens.NOW.plusMillis(999), token));
        Tokens.refused(Tokens.verifyAt(Tokens.NOW.plusSeconds(1), token));
    }
}
