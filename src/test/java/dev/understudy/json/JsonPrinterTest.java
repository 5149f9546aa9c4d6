package dev.understudy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The printer beside Jackson's own mapper. */
class JsonPrinterTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Test
    void any_tree_is_written_as_the_mapper_writes_it() {
        for (long seed = 0; seed < 2_000; seed++) {
            JsonNode tree = new RandomTrees(seed).next();
            assertThat(JsonPrinter.PLAIN.print(tree)).as("seed %d", seed).isEqualTo(tree.toString());
        }
    }

    @Test
    void any_tree_is_written_in_ascii_as_the_mapper_writes_it() {
        for (long seed = 0; seed < 2_000; seed++) {
            JsonNode tree = new RandomTrees(seed).next();
            assertThat(JsonPrinter.ASCII.print(tree))
                    .as("seed %d", seed)
                    .isEqualTo(ASCII.writeValueAsString(tree))
                    .matches("\\p{ASCII}*");
        }
    }

    @Test
    void a_short_number_is_a_number() {
        assertThat(JsonPrinter.PLAIN.print(JSON.numberNode((short) -7))).isEqualTo("-7");
    }

    @Test
    void a_number_that_is_not_finite_becomes_a_text() {
        assertThat(JsonPrinter.PLAIN.print(JSON.numberNode(Double.NaN))).isEqualTo("\"NaN\"");
        assertThat(JsonPrinter.PLAIN.print(JSON.numberNode(Double.NEGATIVE_INFINITY)))
                .isEqualTo("\"-Infinity\"");
    }

    @Test
    void it_writes_as_deep_as_the_reader_reads_and_no_deeper() {
        assertThat(JsonPrinter.PLAIN.print(nested(500))).isEqualTo("[".repeat(500) + "]".repeat(500));
        assertThatExceptionOfType(StreamConstraintsException.class)
                .isThrownBy(() -> JsonPrinter.PLAIN.print(nested(501)));
    }

    @Test
    void what_json_has_no_form_for_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPrinter.PLAIN.print(JSON.arrayNode().add(JSON.binaryNode(new byte[1]))));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonPrinter.PLAIN.print(JSON.missingNode()));
    }

    private static ArrayNode nested(int levels) {
        ArrayNode inner = JSON.arrayNode();
        for (int i = 1; i < levels; i++) {
            inner = JSON.arrayNode().add(inner);
        }
        return inner;
    }
}
