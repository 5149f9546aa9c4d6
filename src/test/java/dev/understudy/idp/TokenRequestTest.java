package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Token requests written in Java. */
class TokenRequestTest {
    private static final TokenRequest REQUEST = TokenRequest.of("https://i.example.com", "app", "alice");

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("text", "\"text\""),
                Arguments.of(1, "1"),
                Arguments.of(1L << 40, "1099511627776"),
                Arguments.of(0.5, "0.5"),
                Arguments.of(new BigInteger("123456789012345678901"), "123456789012345678901"),
                Arguments.of(new BigDecimal("1.10"), "1.10"),
                Arguments.of(true, "true"),
                Arguments.of(null, "null"),
                Arguments.of(List.of("a", 1, List.of()), "[\"a\",1,[]]"),
                Arguments.of(Collections.singletonList(null), "[null]"),
                Arguments.of(Map.of("k", List.of("v")), "{\"k\":[\"v\"]}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValue_becomesJson(Object value, String json) {
        assertThat(REQUEST.withClaim("c", value).claims().toString()).isEqualTo("{\"c\":" + json + "}");
        assertThat(REQUEST.withHeader("c", value).header().toString()).isEqualTo("{\"c\":" + json + "}");
    }

    static Stream<Arguments> unclear() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return Stream.of(
                Arguments.of(Instant.EPOCH, "not a Instant"),
                Arguments.of(Double.NaN, "not a Double"),
                Arguments.of(List.of(new StringBuilder()), "not a StringBuilder"),
                Arguments.of(Map.of(1, "a"), "keys of the map \"c\" must be texts"),
                Arguments.of(nested(ClaimValues.MAX_DEPTH + 1), "more than 32 levels"),
                Arguments.of(endless, "more than 32 levels"));
    }

    private static Object nested(int depth) {
        Object value = "inmost";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void aValueWithoutAClearForm_isRefused(Object value, String says) {
        assertThatThrownBy(() -> REQUEST.withClaim("c", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @Test
    void theDeepestValue_isTaken() {
        assertThat(REQUEST.withClaim("c", nested(ClaimValues.MAX_DEPTH)).claims())
                .isNotEmpty();
    }

    @Test
    void theLastWord_counts() {
        TokenRequest without = REQUEST.withClaim("c", 1).withoutClaim("c", "iat");
        assertThat(without.claims()).isEmpty();
        assertThat(without.omitClaims()).isEqualTo(Set.of("c", "iat"));
        assertThat(without.withClaim("iat", 5).omitClaims()).isEqualTo(Set.of("c"));

        TokenRequest header = REQUEST.withHeader("kid", "k").withoutHeader("kid", "typ");
        assertThat(header.header()).isEmpty();
        assertThat(header.withHeader("typ", "at+jwt").omitHeader()).isEqualTo(Set.of("kid"));
    }

    @Test
    void aRequest_neverChanges() {
        REQUEST.withClaim("c", 1)
                .withoutClaim("iat")
                .withAudience("a", "b")
                .withSubject("bob")
                .withHeader("kid", "k");
        assertThat(REQUEST).isEqualTo(TokenRequest.of("https://i.example.com", "app", "alice"));
        REQUEST.claims().put("c", 1);
        assertThat(REQUEST.claims()).isEmpty();
    }

    @Test
    void audienceAndSubject_areReplaced() {
        TokenRequest request = REQUEST.withAudience("a", "b").withSubject("bob");
        assertThat(request.audience()).containsExactly("a", "b");
        assertThat(request.subject()).contains("bob");
        assertThat(request.withAudience().audience()).isEmpty();
    }
}
