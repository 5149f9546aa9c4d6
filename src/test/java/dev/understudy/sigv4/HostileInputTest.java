package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.post;
import static dev.understudy.sigv4.Requests.verify;
import static dev.understudy.sigv4.Requests.withHeader;
import static dev.understudy.sigv4.Requests.withQuery;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a verdict, and it is never yes. */
class HostileInputTest {
    private static final String PIECES =
            "AWS4-HMAC-SHA256 Credential=,/;SignedHeaders=hostSignature%=\u0000\t\ud83d\udd11";

    @Test
    void randomAuthorizationHeadersAreRefused() {
        long seed = 4592;
        Random random = new Random(seed);
        SignedRequest request = post();
        for (int run = 0; run < 20_000; run++) {
            String header = mutated(random, request.header("Authorization").get(0));
            if (header.equals(request.header("Authorization").get(0))) {
                continue;
            }
            SignatureVerdict<String> verdict = verify(withHeader(request, "Authorization", old -> header));
            if (verdict instanceof SignatureVerdict.Authentic) {
                assertThat(meaning(header))
                        .as("seed %d, run %d: %s", seed, run, header)
                        .isEqualTo(meaning(request.header("Authorization").get(0)));
            }
        }
    }

    @Test
    void randomQueriesAreRefused() {
        long seed = 2654;
        Random random = new Random(seed);
        SignedRequest request = Requests.presignedGet();
        String canonical = canonical(request.query());
        for (int run = 0; run < 20_000; run++) {
            String query = mutated(random, request.query());
            SignatureVerdict<String> verdict = verify(withQuery(request, old -> query));
            if (verdict instanceof SignatureVerdict.Authentic) {
                assertThat(canonical(query))
                        .as("seed %d, run %d: %s", seed, run, query)
                        .isEqualTo(canonical);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "AWS4-",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 =",
                "AWS4-HMAC-SHA256 ,,,",
                "AWS4-HMAC-SHA256 Credential=//// SignedHeaders=;;; Signature=/",
                "AWS4-HMAC-SHA256 Credential=//// SignedHeaders=host Signature=0",
                "AWS4-HMAC-SHA256Credential=a/b/c/d/e,SignedHeaders=host,Signature=0"
            })
    void emptyPiecesAreRefused(String header) {
        assertThat(verify(withHeader(post(), "Authorization", old -> header)))
                .isInstanceOf(SignatureVerdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"16384, true", "16385, false"})
    void authorizationHeaderHasALimit(int length, boolean accepted) {
        SignedRequest request = withHeader(post(), "Authorization", text -> {
            String padding = " ".repeat(length - text.length());
            return text.replace(", Signature", "," + padding + " Signature");
        });
        assertThat(request.header("Authorization").get(0).length()).isEqualTo(length);
        assertThat(verify(request) instanceof SignatureVerdict.Authentic).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void numberOfSignedHeadersHasALimit(int number, boolean accepted) {
        Map<String, String> headers = new TreeMap<>();
        int own = signedHeaders(signed(headers)).length;
        for (int i = own; i < number; i++) {
            headers.put("x-more-" + i, "v");
        }
        SignedRequest request = signed(headers);
        assertThat(signedHeaders(request)).hasSize(number);
        assertThat(verify(request) instanceof SignatureVerdict.Authentic).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"131072, true", "131073, false"})
    void queryHasALimit(int length, boolean accepted) {
        String uri = "https://sts.eu-west-1.amazonaws.com/?Action=a";
        int own = Requests.signer()
                .header("GET", uri, Map.of(), new byte[0])
                .query()
                .length();
        SignedRequest request = Requests.signer().header("GET", uri + "a".repeat(length - own), Map.of(), new byte[0]);
        assertThat(request.query().length()).isEqualTo(length);
        assertThat(verify(request) instanceof SignatureVerdict.Authentic).isEqualTo(accepted);
    }

    /** Documented forms of region names, and what SDKs send when none is configured. */
    @ParameterizedTest
    @CsvSource({
        "us-east-1, true",
        "ap-southeast-7, true",
        "us-gov-west-1, true",
        "us-isob-east-1, true",
        "eusc-de-east-1, true",
        "cn-northwest-1, true",
        "aws-global, false",
        "undefined, false",
        "US-EAST-1, false",
        "us-east-100, false",
        "'', false"
    })
    void regionMustHaveTheUsualForm(String region, boolean accepted) {
        SignedRequest request =
                withHeader(post(), "Authorization", text -> text.replace("/eu-west-1/", "/" + region + "/"));
        SignatureVerdict.Refused<String> verdict;
        if (verify(request) instanceof SignatureVerdict.Refused<String> refused) {
            verdict = refused;
        } else {
            throw new AssertionError("a signature for another region passed");
        }
        assertThat(verdict.message().equals("Credential should be scoped to a valid region. "))
                .isNotEqualTo(accepted);
    }

    private static SignedRequest signed(Map<String, String> headers) {
        return Requests.signer().header("POST", "https://sts.eu-west-1.amazonaws.com/", headers, Requests.BODY);
    }

    private static String[] signedHeaders(SignedRequest request) {
        String header = request.header("Authorization").get(0);
        int start = header.indexOf("SignedHeaders=") + "SignedHeaders=".length();
        return header.substring(start, header.indexOf(',', start)).split(";", -1);
    }

    /** What may not vary: the algorithm, the three pairs, and the set of signed headers. */
    private static List<Object> meaning(String header) {
        List<String> words = List.of(header.trim().split("[,\\s]+", -1));
        return List.of(
                words.get(0),
                words.stream().filter(word -> word.startsWith("Credential=")).toList(),
                words.stream().filter(word -> word.startsWith("Signature=")).toList(),
                words.stream()
                        .filter(word -> word.startsWith("SignedHeaders="))
                        .map(word -> word.substring("SignedHeaders=".length()).toLowerCase(Locale.ROOT))
                        .map(names -> Set.copyOf(List.of(names.split(";", -1))))
                        .toList());
    }

    private static String canonical(String query) {
        try {
            return QueryString.parse(query).canonical();
        } catch (SignatureRefusal e) {
            throw new AssertionError(e);
        }
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 1 -> mutated.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 2 -> mutated.delete(at, Math.min(mutated.length() - 1, at + random.nextInt(20)));
                default -> mutated.append(mutated.substring(at));
            }
        }
        return mutated.toString();
    }
}
