package dev.understudy.sigv4;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients of AWS send when they sign with a fixed key at a fixed time, recorded by the scripts in
 * {@code .ci/signatures}, which CI runs again to see that clients still do.
 */
public final class CapturedVectors {
    public static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");
    public static final String LONG_TERM_KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final String SESSION_KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    private static final String SESSION_TOKEN = "IQoJb3JpZ2luX2Vj+token/with=signs";
    private static final Map<String, Optional<String>> TOKENS =
            Map.of(LONG_TERM_KEY_ID, Optional.empty(), SESSION_KEY_ID, Optional.of(SESSION_TOKEN));

    /** One for all, because it keeps the keys of SigV4A that it has worked out. */
    private static final SignatureVerifier VERIFIER = new SignatureVerifier("sts", InstantSource.fixed(TIME));

    private CapturedVectors() {}

    /** One request. */
    public record Captured(String client, String name, String region, SignedRequest request) {
        /** Whether a running server with the long-term key can verify it: it cannot know the session's token. */
        public boolean isLongTerm() {
            return (request.query() + request.headers()).contains(LONG_TERM_KEY_ID);
        }

        boolean isAsymmetric() {
            return (request.query() + request.headers()).contains(EcdsaSigning.NAME);
        }

        @Override
        public String toString() {
            return client + ": " + name;
        }
    }

    public static Stream<Captured> all() {
        try (InputStream file = CapturedVectors.class.getResourceAsStream("captured.json")) {
            List<Captured> vectors = new ArrayList<>();
            new JsonMapper().readTree(file).forEach(vector -> vectors.add(captured(vector)));
            return vectors.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static SignatureVerdict<String> verify(SignedRequest request) {
        return VERIFIER.verify(request, CapturedVectors::find);
    }

    private static KeyLookupResult<String> find(String accessKeyId, Optional<String> sessionToken) {
        return sessionToken.equals(TOKENS.get(accessKeyId))
                ? new KeyLookupResult.Found<>(accessKeyId, SECRET)
                : new KeyLookupResult.Unknown<>("there is no such key and token");
    }

    private static Captured captured(JsonNode vector) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        vector.required("headers")
                .forEach(header -> headers.add(
                        Map.entry(header.get(0).asString(), header.get(1).asString())));
        return new Captured(
                text(vector, "client"),
                text(vector, "name"),
                text(vector, "region"),
                new SignedRequest(
                        text(vector, "method"),
                        text(vector, "path"),
                        text(vector, "query"),
                        headers,
                        text(vector, "body").getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode vector, String member) {
        return vector.required(member).asString();
    }
}
