package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canonical request, by examples and against a second, plainer formulation. */
class CanonicalFormTest {
    private static final String[] PIECES = {
        "a", "A", "Z", "0", "-", ".", "_", "~", "..", "./", "/", "//", "/../", "%20", "%2f", "%2F", "%c3%A9", "%41",
        "%7E", "%00", "\u0000", "\u001f", "%FF", "%25", "%2B", "+", "&", "=", "&&", "*", "'", "(", "!", "é", "日", "😀",
        ";", ":", "@", ",", "|"
    };

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a, a=",
        "a=, a=",
        "=, =",
        "=a, =a",
        "a=b=c, a=b%3Dc",
        "&&a=b&&, a=b",
        "b=1&a=2, a=2&b=1",
        "a=2&a=1&a=, a=&a=1&a=2",
        "a=1&A=1&_=1&%2D=1, -=1&A=1&_=1&a=1",
        "a-=1&a=2, a=2&a-=1",
        "a=x+y, a=x%20y",
        "a=x%20y, a=x%20y",
        "a=x%2By, a=x%2By",
        "a=%c3%a9, a=%C3%A9",
        "a=é, a=%C3%A9",
        "%61=%7e%2d%5f%2e, a=~-_.",
        "a=*'()!, a=%2A%27%28%29%21",
        "a=%25%32%46, a=%252F",
    })
    void query_has_one_form(String raw, String canonical) throws SignatureRefusal {
        assertThat(QueryString.parse(raw).canonical()).isEqualTo(canonical);
        assertThat(PlainCanonicalForm.query(raw, "-none-")).isEqualTo(canonical);
    }

    @Test
    void query_is_that_of_the_plain_formulation() throws SignatureRefusal {
        Random random = new Random(20261121);
        for (int run = 0; run < 20_000; run++) {
            String raw = text(random);
            String canonical = QueryString.parse(raw).canonical();
            assertThat(canonical).as("run %d: %s", run, raw).isEqualTo(PlainCanonicalForm.query(raw, "-none-"));
            assertThat(QueryString.parse(canonical).canonical())
                    .as("run %d: what is canonical stays", run)
                    .isEqualTo(canonical);
        }
    }

    @Test
    void request_is_that_of_the_plain_formulation() throws SignatureRefusal {
        Random random = new Random(4592);
        List<String> names = List.of("host", "x-one", "x-two");
        for (int run = 0; run < 10_000; run++) {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            names.forEach(name -> headers.add(Map.entry(name, spaced(random))));
            for (int i = random.nextInt(3); i > 0; i--) {
                headers.add(Map.entry(random.nextBoolean() ? "X-One" : "X-Other", spaced(random)));
            }
            SignedRequest request = new SignedRequest("GET", "/" + text(random), text(random), headers, new byte[0]);
            SortedSet<String> signed = new TreeSet<>(names.subList(0, 1 + random.nextInt(names.size())));
            String query = QueryString.parse(request.query()).canonical();
            assertThat(CanonicalRequest.of(request, claim(signed, query), "hash"))
                    .as("run %d: %s", run, request.path())
                    .isEqualTo(PlainCanonicalForm.request(request, signed, query, "hash"));
        }
    }

    private static SignatureClaim claim(SortedSet<String> signedHeaders, String query) {
        return new SignatureClaim(
                SignatureClaim.Form.HEADER,
                HmacSigning.NAME,
                "",
                Requests.NOW,
                signedHeaders,
                "",
                Optional.empty(),
                Optional.empty(),
                query);
    }

    private static String spaced(Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(
                    random.nextBoolean()
                            ? "  \t ".substring(random.nextInt(4))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
