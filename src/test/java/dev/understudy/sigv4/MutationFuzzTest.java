package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests and random changes of signed ones. The verifier never throws, and says yes only to a request that says
 * the same as one that was signed.
 */
class MutationFuzzTest {
    private static final String[] PIECES = {
        "%",
        "%2",
        "%2F",
        "%zz",
        "%c3%a9",
        "+",
        "&",
        "=",
        ";",
        ",",
        "/",
        "//",
        "..",
        " ",
        "\t",
        "*",
        "\u0000",
        "é",
        "😀",
        "\ud83d",
        "A",
        "a",
        "0",
        "f",
        "host",
        "X-Amz-Signature=",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "Signature=",
        "SignedHeaders=host",
        "Credential=",
        "AWS4-",
        "UNSIGNED-PAYLOAD"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_mutation_is_refused_unless_it_says_the_same(long seed) {
        Random random = new Random(seed);
        List<SignedRequest> signed =
                CapturedVectors.all().map(CapturedVectors.Captured::request).toList();
        for (int run = 0; run < 4_000; run++) {
            SignedRequest original = signed.get(random.nextInt(signed.size()));
            SignedRequest mutation = mutated(random, original);
            if (CapturedVectors.verify(mutation) instanceof SignatureVerdict.Authentic) {
                assertThat(Meaning.of(mutation))
                        .as("seed %d, run %d", seed, run)
                        .isEqualTo(Meaning.of(original));
            }
        }
    }

    @Test
    void a_random_request_is_refused() {
        Random random = new Random(4);
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(CapturedVectors.TIME));
        for (int run = 0; run < 10_000; run++) {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (String name : List.of("Authorization", "X-Amz-Date", "Host", "x-amz-region-set", noise(random))) {
                headers.add(Map.entry(name, noise(random)));
            }
            SignedRequest request = new SignedRequest(
                    noise(random),
                    noise(random),
                    noise(random),
                    headers,
                    noise(random).getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(request, (id, token) -> new KeyLookupResult.Found<>(id, "secret")))
                    .as("run %d", run)
                    .isInstanceOf(SignatureVerdict.Refused.class);
        }
    }

    /** Or the test of mutations would compare nothing. */
    @Test
    void mutations_that_say_the_same_do_occur_and_pass() {
        Random random = new Random(5);
        List<SignedRequest> signed =
                CapturedVectors.all().map(CapturedVectors.Captured::request).toList();
        long passed = random.ints(2_000, 0, signed.size())
                .mapToObj(signed::get)
                .map(request -> mutated(random, request))
                .filter(request -> CapturedVectors.verify(request) instanceof SignatureVerdict.Authentic)
                .count();
        assertThat(passed).isBetween(10L, 1_000L);
    }

    private static SignedRequest mutated(Random random, SignedRequest request) {
        return switch (random.nextInt(5)) {
            case 0 -> Requests.withPath(request, mutated(random, request.path()));
            case 1 -> Requests.withQuery(request, query -> mutated(random, query));
            case 2 ->
                Requests.withBody(
                        request,
                        mutated(random, new String(request.body(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8));
            case 3 -> withHeaderAt(request, random.nextInt(request.headers().size()), random);
            default ->
                Requests.plus(
                        request,
                        request.headers()
                                .get(random.nextInt(request.headers().size()))
                                .getKey(),
                        noise(random));
        };
    }

    private static SignedRequest withHeaderAt(SignedRequest request, int index, Random random) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
        Map.Entry<String, String> header = headers.get(index);
        headers.set(index, Map.entry(header.getKey(), mutated(random, header.getValue())));
        return new SignedRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    private static String mutated(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(8));
            switch (random.nextInt(3)) {
                case 0 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutated.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> mutated.delete(at, end);
            }
        }
        return mutated.toString();
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
