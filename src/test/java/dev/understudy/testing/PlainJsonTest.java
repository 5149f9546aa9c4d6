package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class PlainJsonTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private enum Colour {
        RED
    }

    @Test
    void a_map_is_written_as_the_mapper_writes_it() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("texts", List.of("a", Colour.RED, URI.create("https://example.org")));
        map.put("times", List.of(Instant.EPOCH, Duration.ofHours(2)));
        map.put("numbers", List.of(1, 2L, (short) 3, (byte) 4, 0.5, 0.1f, BigInteger.TEN, new BigDecimal("1.50")));
        map.put("others", Arrays.asList(true, null, Map.of(7, "seven"), JsonNodeFactory.instance.arrayNode()));
        assertThat(PlainJson.write(map)).hasToString(MAPPER.writeValueAsString(map));
    }

    @Test
    void what_has_no_plain_form_is_refused() {
        for (Object value : new Object[] {new Object(), Double.NaN, new byte[1]}) {
            assertThatIllegalArgumentException().isThrownBy(() -> PlainJson.write(Map.of("a", value)));
        }
    }

    @Test
    void an_object_is_read_as_the_mapper_reads_it() {
        String json = "{\"a\":[1,2147483648,9223372036854775808,0.5,\"x\",true,null,[]],\"b\":{\"c\":null,\"d\":{}}}";
        assertThat(PlainJson.read(MAPPER.readTree(json))).isEqualTo(MAPPER.readValue(json, HashMap.class));
    }
}
