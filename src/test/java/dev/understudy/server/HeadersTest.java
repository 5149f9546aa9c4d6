package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void names_are_found_in_any_case_and_kept_as_written() {
        Headers headers = Headers.of("X-Amz-Date", "1", "accept", "a", "x-amz-date", "2");

        assertThat(headers.first("X-AMZ-DATE")).contains("1");
        assertThat(headers.all("x-Amz-date")).containsExactly("1", "2");
        assertThat(headers.first("x-amz")).isEmpty();
        assertThat(headers.all("x-amz")).isEmpty();
        assertThat(headers.entries())
                .containsExactly(Map.entry("X-Amz-Date", "1"), Map.entry("accept", "a"), Map.entry("x-amz-date", "2"));
    }

    @Test
    void with_leaves_the_original_alone() {
        Headers one = Headers.of("A", "1");

        assertThat(one.with("B", "2")).isEqualTo(Headers.of("A", "1", "B", "2"));
        assertThat(one).isEqualTo(Headers.of("A", "1"));
        assertThat(Headers.EMPTY.entries()).isEmpty();
    }

    @Test
    void values_stay_out_of_the_text_form() {
        assertThat(Headers.of("Authorization", "secret")).hasToString("[Authorization]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\r\nb", "a\u0000", "\u00e9", "(a)"})
    void a_name_must_be_a_token(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(name, "v"));
    }

    /** U+010A ends in the byte of a line feed, U+010D in that of a carriage return. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\u0000b", "a\u010ab", "a\u010db", "a\u007fb", "\u001f"})
    void a_value_cannot_break_out_of_its_line(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.EMPTY.with("A", value));
    }

    @ParameterizedTest
    @CsvSource({"''", "a", "'a\tb'", "a b", "\u00ff", "~"})
    void an_ordinary_value_is_kept(String value) {
        assertThat(Headers.of("A", value).first("A")).contains(value);
    }

    @Test
    void every_name_has_a_value() {
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("A", "1", "B"));
    }
}
