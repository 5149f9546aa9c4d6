package dev.understudy.aws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
    /** The vectors of RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',     ''
                    f,      MY======
                    fo,     MZXQ====
                    foo,    MZXW6===
                    foob,   MZXW6YQ=
                    fooba,  MZXW6YTB
                    foobar, MZXW6YTBOI======
                    foobar, MZXW6YTBOI
                    """)
    void the_vectors_of_the_rfc_hold(String text, String base32) {
        assertThat(Base32.decode(base32))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text.getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "MZX", "MZXW6Y", "my", "M1", "MY=A", "MZ", "M Y", "MZXW6YQ\u00e4"})
    void what_is_no_base32_is_not_decoded(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }
}
