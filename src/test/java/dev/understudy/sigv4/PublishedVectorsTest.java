package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documented: the signatures of AWS's published SigV4 test suite and of the IAM example in its guide. */
class PublishedVectorsTest {
    private static final String DATE = "20150830T123600Z";
    private static final KeyLookup<String> KEYS =
            (id, token) -> new KeyLookupResult.Found<>(id, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    static Stream<Arguments> vectors() {
        return Stream.of(
                vector(
                        "get-vanilla",
                        "GET",
                        "/",
                        "",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "get-vanilla-query-order-key-case",
                        "GET",
                        "/",
                        "Param2=value2&Param1=value1",
                        "",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                vector(
                        "get-vanilla-empty-query-key",
                        "GET",
                        "/",
                        "Param1=value1",
                        "",
                        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
                vector(
                        "get-vanilla-query-unreserved",
                        "GET",
                        "/",
                        "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
                                + "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "",
                        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
                vector(
                        "get-unreserved",
                        "GET",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "",
                        "",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                vector(
                        "get-utf8",
                        "GET",
                        "/\u1234",
                        "",
                        "",
                        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                vector(
                        "get-slash-dot-slash",
                        "GET",
                        "/./",
                        "",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "get-relative-relative",
                        "GET",
                        "/example1/example2/../..",
                        "",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "post-vanilla",
                        "POST",
                        "/",
                        "",
                        "",
                        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                vector(
                        "post-x-www-form-urlencoded",
                        "POST",
                        "/",
                        "",
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                        List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded"))),
                vector(
                        "get-header-key-duplicate",
                        "GET",
                        "/",
                        "",
                        "",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        List.of(
                                Map.entry("My-Header1", "value2"),
                                Map.entry("My-Header1", "value2"),
                                Map.entry("My-Header1", "value1"))),
                vector(
                        "get-header-value-trim",
                        "GET",
                        "/",
                        "",
                        "",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        List.of(Map.entry("My-Header1", " value1"), Map.entry("My-Header2", " \"a   b   c\""))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void publishedSignatureIsAuthentic(String name, SignedRequest request) {
        assertThat(verify("service", request))
                .isEqualTo(new SignatureVerdict.Authentic<>("AKIDEXAMPLE", "AKIDEXAMPLE", "us-east-1"));
    }

    @ParameterizedTest
    @MethodSource("iamExample")
    void exampleOfTheGuideIsAuthentic(SignedRequest request) {
        assertThat(verify("iam", request)).isInstanceOf(SignatureVerdict.Authentic.class);
    }

    static Stream<SignedRequest> iamExample() {
        return Stream.of(request(
                "iam",
                "iam.amazonaws.com",
                "GET",
                "/",
                "Action=ListUsers&Version=2010-05-08",
                "",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
                List.of(Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))));
    }

    private static SignatureVerdict<String> verify(String service, SignedRequest request) {
        Instant now = Instant.parse("2015-08-30T12:36:00Z");
        return new SignatureVerifier(service, InstantSource.fixed(now)).verify(request, KEYS);
    }

    private static Arguments vector(
            String name, String method, String path, String query, String body, String signature) {
        return vector(name, method, path, query, body, signature, List.of());
    }

    private static Arguments vector(
            String name,
            String method,
            String path,
            String query,
            String body,
            String signature,
            List<Map.Entry<String, String>> more) {
        return Arguments.of(
                name, request("service", "example.amazonaws.com", method, path, query, body, signature, more));
    }

    private static SignedRequest request(
            String service,
            String host,
            String method,
            String path,
            String query,
            String body,
            String signature,
            List<Map.Entry<String, String>> more) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(more);
        headers.add(Map.entry("Host", host));
        headers.add(Map.entry("X-Amz-Date", DATE));
        String signed = String.join(
                ";",
                headers.stream()
                        .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                        .sorted()
                        .distinct()
                        .toList());
        headers.add(Map.entry(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/" + service
                        + "/aws4_request, SignedHeaders=" + signed + ", Signature=" + signature));
        return new SignedRequest(method, path, query, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
