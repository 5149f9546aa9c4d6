package dev.understudy.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecureXmlTest {
    private static String nested(int depth) {
        return "<a>".repeat(depth) + "</a>".repeat(depth);
    }

    private static String attributes(int count) {
        return IntStream.range(0, count).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining("", "<a", "/>"));
    }

    @Test
    void depth_and_attributes_are_bounded() throws Exception {
        assertThat(SecureXml.parse(nested(SecureXml.MAXIMUM_DEPTH))).isNotNull();
        assertThatThrownBy(() -> SecureXml.parse(nested(SecureXml.MAXIMUM_DEPTH + 1)))
                .isInstanceOf(MalformedXmlException.class);
        assertThat(SecureXml.parse(attributes(SecureXml.MAXIMUM_ATTRIBUTES))).isNotNull();
        assertThatThrownBy(() -> SecureXml.parse(attributes(SecureXml.MAXIMUM_ATTRIBUTES + 1)))
                .isInstanceOf(MalformedXmlException.class);
    }

    @Test
    void a_message_tells_the_place_and_quotes_nothing() {
        assertThatThrownBy(() -> SecureXml.parse("<secret>\n<other></secret>"))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("secret");
    }
}
