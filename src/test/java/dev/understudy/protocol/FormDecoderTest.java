package dev.understudy.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sts.StsException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormDecoderTest {
    private static Map<String, String> decode(String form) throws StsException {
        Map<String, String> parameters = new HashMap<>();
        FormDecoder.decode(form, parameters);
        return parameters;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a=1       | a | 1
                    a=1&a=2   | a | 1
                    a=b=c     | a | b=c
                    a=b%3Dc   | a | b=c
                    a+b=c+d   | a b | c d
                    a=%2b     | a | +
                    a=%C3%A4  | a | ä
                    a=%c3%a4  | a | ä
                    &&a=1&    | a | 1
                    =1        | '' | 1
                    a         | a | ''
                    a=        | a | ''
                    """)
    void decodes(String form, String name, String value) throws StsException {
        assertThat(decode(form)).isEqualTo(Map.of(name, value));
    }

    @Test
    void nothing_is_no_parameters() throws StsException {
        assertThat(decode("")).isEmpty();
        assertThat(decode("&&&")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a=%", "a=%1", "a=%1g", "a=%g1", "a=%-1", "a=%ff", "a=%ed%a0%80", "a=%c0%80", "%ff=a"})
    void refuses_broken_octets(String form) {
        assertThatThrownBy(() -> decode(form))
                .isInstanceOfSatisfying(
                        StsException.class,
                        refusal -> assertThat(refusal.fault().code().wireCode()).isEqualTo("MalformedInput"));
    }

    @Test
    void whatever_is_encoded_comes_back() throws StsException {
        long seed = 4592;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String name = text(random);
            String value = text(random);
            String form = URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
            assertThat(decode(form)).as("seed %d, round %d", seed, i).isEqualTo(Map.of(name, value));
        }
    }

    @Test
    void random_text_is_decoded_or_refused() {
        long seed = 2011_06_15;
        Random random = new Random(seed);
        String alphabet = "%&=+a0fF.\u00ff\n";
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder form = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                form.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                decode(form.toString());
            } catch (StsException declared) {
                refused++;
            }
        }
        assertThat(refused).as("both ways are taken").isBetween(1_000, 19_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? ' ' : codePoint);
        }
        return text.toString();
    }
}
