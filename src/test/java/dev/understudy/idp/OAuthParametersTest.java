package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthParametersTest {
    private static final String ALPHABET = "ab=&%+;0Fü \"<>\u0000\n/?#\\";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "a=b, b",
                "a=b&a, TWICE",
                "'a=b+c%20d', b c d",
                "a=%C3%BC, ü",
                "a=b=c, b=c",
                "&&a=b&, b",
                "a, -",
                "a=, -",
                "b=a, -",
                "'', -"
            })
    void a_value_is_read_as_a_form_has_it(String encoded, String value) throws Exception {
        OAuthParameters parameters = OAuthParameters.parse(encoded);

        if ("TWICE".equals(value)) {
            assertThatThrownBy(() -> parameters.optional("a")).hasMessage("a is there 2 times.");
        } else {
            assertThat(parameters.optional("a").orElse(null)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "%=a", "a=%00", "a=%0A", "a=\u0007", "a=%7F"})
    void what_is_no_form_is_refused(String encoded) {
        assertThatThrownBy(() -> OAuthParameters.parse(encoded)).isInstanceOf(OAuthException.class);
    }

    @Test
    void the_most_and_the_longest_are_read_and_no_more() throws Exception {
        String most =
                IntStream.range(0, OAuthParameters.MOST).mapToObj(i -> "p" + i).collect(Collectors.joining("&"));
        String longest = "x".repeat(OAuthParameters.LONGEST_VALUE);

        OAuthParameters.parse(most);
        assertThat(OAuthParameters.parse("a=" + longest).required("a")).isEqualTo(longest);
        assertThatThrownBy(() -> OAuthParameters.parse(most + "&q")).hasMessage("There are more than 100 parameters.");
        assertThatThrownBy(() -> OAuthParameters.parse("a=x" + longest))
                .hasMessage("A parameter is longer than 8192 characters.");
    }

    @Test
    void whatever_is_printed_is_read_again() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("name" + i, text(random).replaceAll("\\p{Cntrl}", "") + "x");
            Map.Entry<String, String> only = parameters.entrySet().iterator().next();

            assertThat(OAuthParameters.parse(OAuthParameters.print(parameters)).required(only.getKey()))
                    .isEqualTo(only.getValue());
        }
    }

    /** Whatever comes is answered by a page, a redirect to where it was allowed, or an error; nothing else is thrown. */
    @Test
    void no_request_breaks_an_endpoint() {
        ProviderFixture fixture = new ProviderFixture();
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            String form = OAuthParameters.print(ProviderFixture.authorization());
            int cut = random.nextInt(form.length());
            String broken = form.substring(0, cut) + text(random) + form.substring(Math.min(form.length(), cut + 3));

            int authorize = fixture.get("/realm/authorize", broken).status();
            int signIn = fixture.post("/realm/sign-in", broken).status();
            int token = fixture.post("/realm/token", broken).status();

            assertThat(authorize).isIn(200, 303, 400);
            assertThat(signIn).isIn(303, 400);
            assertThat(token).isIn(400, 401);
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
