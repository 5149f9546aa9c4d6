package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.verify;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS's own signer signs is authentic. Known from the AWS SDK for Java v2, run here. */
class SdkSignedRequestTest {
    private static final SignatureVerdict<String> CALLER =
            new SignatureVerdict.Authentic<>("caller", Requests.KEY_ID, "eu-west-1");

    @Test
    void postWithSessionTokenIsAuthentic() {
        assertThat(verify(Requests.post())).isEqualTo(CALLER);
    }

    @Test
    void presignedGetIsAuthentic() {
        assertThat(verify(Requests.presignedGet())).isEqualTo(CALLER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?Action=A&Version=B",
                "?b=2&a=1&a=0&A=3",
                "?name=a%20b%2Bc%2F%3D%26%25&empty=",
                "?emoji=%F0%9F%98%80&%C3%A9=%C3%9F",
                "?tilde=~&star=*&paren=()",
                "path/with%20space/and%2Fslash",
                "a/./b/../c//d/"
            })
    void whateverThePathAndQueryBothFormsAreAuthentic(String tail) {
        String uri = "https://sts.eu-west-1.amazonaws.com/" + tail;
        assertThat(verify(Requests.signer().header("GET", uri, Map.of(), new byte[0])))
                .isEqualTo(CALLER);
        assertThat(verify(Requests.signer().presigned("GET", uri, Map.of(), new byte[0])))
                .isEqualTo(CALLER);
    }

    @Test
    void whiteSpaceInSignedHeadersDoesNotMatter() {
        SignedRequest request = Requests.signer()
                .header(
                        "POST",
                        "https://localhost:4592/",
                        Map.of("X-Note", "  several   words\t here "),
                        Requests.BODY);
        assertThat(verify(request)).isEqualTo(CALLER);
        assertThat(verify(Requests.withHeader(request, "X-Note", value -> "several words here")))
                .isEqualTo(CALLER);
    }

    @Test
    void headersThatAreNotSignedMayChange() {
        assertThat(verify(Requests.plus(Requests.post(), "X-Forwarded-For", "10.0.0.1")))
                .isEqualTo(CALLER);
    }

    @Test
    void orderOfHeadersAndOfSignedNamesDoesNotMatter() {
        SignedRequest request = Requests.post();
        List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
        Collections.reverse(headers);
        assertThat(verify(new SignedRequest("POST", "/", "", headers, request.body())))
                .isEqualTo(CALLER);
    }

    /** Recorded on DynamoDB: pairs may be apart by commas, spaces or both. */
    @ParameterizedTest
    @ValueSource(strings = {",", " ", "  ,  ", ",  "})
    void pairsMayBeApartByCommasOrSpaces(String separator) {
        SignedRequest request =
                Requests.withHeader(Requests.post(), "Authorization", value -> value.replace(", ", separator));
        assertThat(verify(request)).isEqualTo(CALLER);
    }

    @Test
    void plusSignInTheQueryIsASpaceAsInAForm() {
        SignedRequest request = Requests.signer()
                .header("GET", "https://sts.eu-west-1.amazonaws.com/?name=a%20b", Map.of(), new byte[0]);
        assertThat(verify(Requests.withQuery(request, query -> query.replace("%20", "+"))))
                .isEqualTo(CALLER);
    }

    @Test
    void randomRequestsAreAuthenticInBothForms() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            String uri = "https://sts.eu-west-1.amazonaws.com/?" + encoded(random) + "=" + encoded(random) + "&"
                    + encoded(random) + "=" + encoded(random);
            byte[] body = encoded(random).getBytes(StandardCharsets.UTF_8);
            Map<String, String> headers = Map.of("X-Random", encoded(random));
            assertThat(verify(Requests.signer().header("POST", uri, headers, body)))
                    .as("seed %d, run %d, %s", seed, run, uri)
                    .isEqualTo(CALLER);
            assertThat(verify(Requests.signer().presigned("POST", uri, headers, body)))
                    .as("presigned, seed %d, run %d, %s", seed, run, uri)
                    .isEqualTo(CALLER);
        }
    }

    private static String encoded(Random random) {
        StringBuilder text = new StringBuilder("p");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(String.format("%%%02X", 0x20 + random.nextInt(0x5f)));
        }
        return text.toString();
    }
}
