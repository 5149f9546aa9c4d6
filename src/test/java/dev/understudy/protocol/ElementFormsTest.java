package dev.understudy.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the two forms of an answer show an instant. */
class ElementFormsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-26T12:00:00.123456Z, 2026-11-26T12:00:00Z, 1795694400, 2026-11-26T12:00:00.123Z, 1795694400.123",
        "2026-11-26T12:00:00Z, 2026-11-26T12:00:00Z, 1795694400, 2026-11-26T12:00:00.000Z, 1795694400.000",
        "2026-11-26T12:00:00.009Z, 2026-11-26T12:00:00Z, 1795694400, 2026-11-26T12:00:00.009Z, 1795694400.009"
    })
    void seconds_and_milliseconds(String instant, String xml, String json, String preciseXml, String preciseJson) {
        Instant time = Instant.parse(instant);
        assertThat(XmlWriter.write(Element.timestamp("T", time), "n")).isEqualTo("<T xmlns=\"n\">" + xml + "</T>\n");
        assertThat(JsonWriter.write(List.of(Element.timestamp("T", time)))).isEqualTo("{\"T\":" + json + "}");
        assertThat(XmlWriter.write(Element.preciseTimestamp("T", time), "n"))
                .isEqualTo("<T xmlns=\"n\">" + preciseXml + "</T>\n");
        assertThat(JsonWriter.write(List.of(Element.preciseTimestamp("T", time))))
                .isEqualTo("{\"T\":" + preciseJson + "}");
    }
}
