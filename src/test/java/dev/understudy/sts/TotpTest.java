package dev.understudy.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.aws.Base32;
import dev.understudy.support.Totps;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SEED = Base32.decode(Totps.SEED).orElseThrow();

    /** The vectors of RFC 6238, appendix B, for SHA-1; the last six of their eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void the_vectors_of_the_rfc_hold(long second, String code) {
        assertThat(Totp.code(SEED, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
        assertThat(Totps.code(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void a_step_has_thirty_seconds() {
        assertThat(Totp.step(Instant.ofEpochSecond(59))).isEqualTo(1);
        assertThat(Totp.step(Instant.ofEpochSecond(60))).isEqualTo(2);
        assertThat(Totp.step(Instant.ofEpochSecond(-1))).isEqualTo(-1);
    }
}
