package dev.understudy.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader beside Jackson's own mapper, which it stands in for. */
class JsonReaderTest {
    private static final JsonReader STRICT = JsonReader.strict();
    private static final String OUT_OF_RANGE = "A number is out of range";
    private static final JsonReader LAST_WINS = JsonReader.lastWins();
    private static final JsonMapper STRICT_MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonMapper LAST_WINS_MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void any_document_is_read_as_the_mapper_reads_it() {
        for (long seed = 0; seed < 2_000; seed++) {
            String text = new RandomTrees(seed).next().toString();
            same(seed, text);
        }
    }

    @Test
    void any_damaged_document_is_read_or_refused_as_the_mapper_does() {
        for (long seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text =
                    new StringBuilder(" " + new RandomTrees(seed).next().toString());
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, "{}[]\",:0-.e\\ ".charAt(random.nextInt(13)));
                } else {
                    text.setLength(at + 1);
                }
            }
            same(seed, text.toString());
        }
    }

    private static void same(long seed, String text) {
        assertThat(read(() -> STRICT.read(text)))
                .as("strictly, seed %d: %s", seed, text)
                .isEqualTo(read(() -> STRICT_MAPPER.readTree(text)));
        assertThat(read(() -> LAST_WINS.read(text)))
                .as("the last wins, seed %d: %s", seed, text)
                .isEqualTo(read(() -> LAST_WINS_MAPPER.readTree(text)));
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(read(() -> STRICT.read(bytes)))
                .as("bytes, seed %d: %s", seed, text)
                .isEqualTo(read(() -> STRICT_MAPPER.readTree(bytes)));
    }

    private interface Reading {
        JsonNode read();
    }

    /** The tree; or the words and the place of the refusal, but for those that name the mapper's settings. */
    private static Object read(Reading reading) {
        try {
            return reading.read();
        } catch (NumberFormatException ofTheMapper) {
            return OUT_OF_RANGE;
        } catch (JacksonException refused) {
            if (refused.getOriginalMessage().equals(OUT_OF_RANGE)) {
                return OUT_OF_RANGE;
            }
            if (refused.getOriginalMessage().startsWith("Trailing token")) {
                return "Another value follows the document" + place(refused);
            }
            return refused.getOriginalMessage() + place(refused);
        }
    }

    private static String place(JacksonException refused) {
        return refused.getLocation() == null
                ? ""
                : " " + refused.getLocation().getLineNr() + ":"
                        + refused.getLocation().getColumnNr();
    }

    static final List<String> TELLING = List.of(
            "",
            " \n",
            "null",
            "1 2",
            "{} []",
            "{}]",
            "[1] x",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\"}",
            "'a'",
            "// a\n1",
            "NaN",
            "-Infinity",
            "[nul]",
            "01",
            "+1",
            ".5",
            "1.",
            "-0",
            "-0.0",
            "1.50",
            "1e5",
            "1E-7",
            "1e400",
            "1e2147483647",
            "2147483648",
            "9223372036854775808",
            "-9223372036854775809",
            "0.1234567890123456789012345678901234567890",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\ud800\"",
            "\"a\nb\"",
            "\"\\x\"",
            "\u0001",
            "\ufeff1",
            "\n\n  {\"a\":1,\n \"a\":2}",
            "{\"a\":{\"b\":1},\"a\":[{\"b\":1,\"b\":2}]}");

    @ParameterizedTest
    @FieldSource("TELLING")
    void a_telling_document_is_read_or_refused_as_the_mapper_does(String text) {
        same(0, text);
    }

    @Test
    void strictly_a_member_twice_is_refused_with_its_place() {
        assertThatExceptionOfType(StreamReadException.class)
                .isThrownBy(() -> STRICT.read("{\"a\":1,\n \"a\":1}"))
                .satisfies(refusal -> {
                    assertThat(refusal.getOriginalMessage()).isEqualTo("Duplicate Object property \"a\"");
                    assertThat(refusal.getLocation().getLineNr()).isEqualTo(2);
                });
    }

    @Test
    void else_the_last_member_wins_in_the_place_of_the_first() {
        assertThat(LAST_WINS.read("{\"a\":{\"x\":1},\"b\":2,\"a\":3}")).hasToString("{\"a\":3,\"b\":2}");
    }

    @Test
    void strictly_a_fraction_keeps_its_digits() {
        assertThat(STRICT.read("[1.50,100.0,1E+400]")).hasToString("[1.50,100.0,1E+400]");
        assertThat(LAST_WINS.read("1.50").isDouble()).isTrue();
        assertThat(LAST_WINS.read("1e400").doubleValue()).isInfinite();
    }

    /** The mapper throws NumberFormatException here. */
    @Test
    void an_exponent_beyond_any_number_is_refused_like_other_malformed_json() {
        assertThatExceptionOfType(StreamReadException.class)
                .isThrownBy(() -> STRICT.read("{\"a\":\n1e99999999999}"))
                .satisfies(refusal -> {
                    assertThat(refusal.getOriginalMessage()).isEqualTo(OUT_OF_RANGE);
                    assertThat(refusal.getLocation().getLineNr()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "{} {}", "[1]\"\"", "null null"})
    void nothing_may_follow(String text) {
        assertThatExceptionOfType(StreamReadException.class)
                .isThrownBy(() -> LAST_WINS.read(text))
                .withMessageContaining("Another value follows the document");
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "{\"a\":, }"})
    void the_depth_is_bounded(String open, String close) {
        for (int levels : new int[] {1, 10, 32}) {
            JsonReader reader = LAST_WINS.deepest(levels);
            String value = open.startsWith("{") ? "1" : "";
            String deepest = open.repeat(levels) + value + close.repeat(levels);
            assertThat(reader.read(deepest)).hasToString(deepest);
            assertThatExceptionOfType(StreamConstraintsException.class)
                    .isThrownBy(() -> reader.read(open + deepest + close));
        }
    }

    /** Jackson's default; it must not overflow the stack either. */
    @Test
    void the_depth_is_bounded_if_nothing_is_said() {
        String deepest = "[".repeat(500) + "]".repeat(500);
        assertThat(STRICT.read(deepest)).hasToString(deepest);
        assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> STRICT.read("[" + deepest + "]"));
        assertThatExceptionOfType(StreamConstraintsException.class)
                .isThrownBy(() -> STRICT.read("[".repeat(1_000_000)));
    }

    @Test
    void the_length_of_a_text_is_bounded() {
        JsonReader reader = STRICT.longestText(1_000);
        assertThat(reader.read("\"" + "a".repeat(1_000) + "\"").stringValue()).hasSize(1_000);
        assertThatExceptionOfType(StreamConstraintsException.class)
                .isThrownBy(() -> reader.read("\"" + "a".repeat(1_001) + "\""));
    }

    @Test
    void one_limit_does_not_undo_another_nor_the_strictness() {
        JsonReader reader = STRICT.deepest(2).longestText(3);
        assertThat(reader.read("[[\"abc\"]]")).hasToString("[[\"abc\"]]");
        for (String refused : new String[] {"[[[]]]", "\"abcd\"", "{\"a\":1,\"a\":1}"}) {
            assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> reader.read(refused));
        }
        assertThat(LAST_WINS.longestText(3).deepest(2).read("{\"a\":1,\"a\":1}").size())
                .isEqualTo(1);
    }

    /** Jackson's default. */
    @Test
    void the_length_of_a_number_is_bounded() {
        assertThat(STRICT.read("1".repeat(1_000)).isBigInteger()).isTrue();
        assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> STRICT.read("1".repeat(1_001)));
    }

    @Test
    void bytes_may_be_in_another_encoding_of_unicode_but_must_be_whole() {
        assertThat(STRICT.read("\ufeff[\"é\"]".getBytes(UTF_8))).hasToString("[\"é\"]");
        assertThat(STRICT.read("[\"é\"]".getBytes(UTF_16BE))).hasToString("[\"é\"]");
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> STRICT.read(new byte[] {'"', (byte) 0xc3, '"'}));
    }
}
