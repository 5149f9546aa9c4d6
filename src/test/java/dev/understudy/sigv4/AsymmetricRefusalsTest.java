package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.plus;
import static dev.understudy.sigv4.Requests.withHeader;
import static dev.understudy.sigv4.Requests.withQuery;
import static dev.understudy.sigv4.Requests.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is refused of SigV4A, and in which words. AWS's words for SigV4A are unknown: they are those for SigV4, and the
 * general sentence where SigV4 has no such case.
 */
class AsymmetricRefusalsTest {
    private static final String GENERAL = "The request signature does not conform to AWS standards.";

    static Stream<Arguments> refusals() {
        SignedRequest header = captured("SigV4A, a list of regions");
        SignedRequest query = captured("SigV4A, presigned");
        return Stream.of(
                Arguments.of("no region set", without(header, "X-Amz-Region-Set"), "IncompleteSignature", GENERAL),
                Arguments.of(
                        "an empty region set",
                        withHeader(header, "X-Amz-Region-Set", set -> ""),
                        "IncompleteSignature",
                        GENERAL),
                Arguments.of("two region sets", plus(header, "X-Amz-Region-Set", "*"), "IncompleteSignature", GENERAL),
                Arguments.of(
                        "a region set that is not signed",
                        withHeader(header, "Authorization", text -> text.replace(";x-amz-region-set", "")),
                        "IncompleteSignature",
                        GENERAL),
                Arguments.of(
                        "no region set in the query",
                        withQuery(query, text -> text.replace("X-Amz-Region-Set", "X-Region-Set")),
                        "IncompleteSignature",
                        GENERAL),
                Arguments.of(
                        "two region sets in the query",
                        withQuery(query, text -> text + "&X-Amz-Region-Set=us-east-1"),
                        "IncompleteSignature",
                        GENERAL),
                Arguments.of(
                        "a region set in a header where the query has none",
                        plus(
                                withQuery(query, text -> text.replace("X-Amz-Region-Set", "X-Region-Set")),
                                "X-Amz-Region-Set",
                                "*"),
                        "IncompleteSignature",
                        GENERAL),
                Arguments.of(
                        "a region in the scope",
                        withHeader(header, "Authorization", text -> text.replace("/sts/", "/us-east-1/sts/")),
                        "IncompleteSignature",
                        "Credential must have exactly 4 slash-delimited elements, e.g. keyid/date/service/term,"
                                + " got 'AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/sts/aws4_request'"),
                Arguments.of(
                        "a set without a region",
                        withHeader(header, "X-Amz-Region-Set", set -> "nowhere,xx-*"),
                        "SignatureDoesNotMatch",
                        "Credential should be scoped to a valid region. "),
                Arguments.of(
                        "another service",
                        withHeader(header, "Authorization", text -> text.replace("/sts/", "/s3/")),
                        "SignatureDoesNotMatch",
                        "Credential should be scoped to correct service: 'sts'."),
                Arguments.of(
                        "an unknown key before a wrong signature",
                        withHeader(header, "Authorization", text -> text.replace("=AKIA", "=AKIB") + "00"),
                        "InvalidClientTokenId",
                        "The security token included in the request is invalid."),
                Arguments.of(
                        "another region set that is good",
                        withHeader(header, "X-Amz-Region-Set", set -> "us-east-1"),
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. Check your"
                                + " AWS Secret Access Key and signing method. Consult the service documentation for"
                                + " details."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusal_has_the_words_of_sigv4(String name, SignedRequest request, String code, String message) {
        assertThat(CapturedVectors.verify(request)).isInstanceOfSatisfying(SignatureVerdict.Refused.class, refused -> {
            assertThat(refused.code().code()).isEqualTo(code);
            assertThat(refused.message()).isEqualTo(message);
            assertThat(refused.explanation()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:15:00Z, true",
        "2026-11-21T12:15:01Z, false",
        "2026-11-21T11:45:00Z, true",
        "2026-11-21T11:44:59Z, false"
    })
    void window_is_that_of_sigv4(Instant now, boolean authentic) {
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(now));
        for (String name : new String[] {"SigV4A, a list of regions", "SigV4A, presigned"}) {
            SignatureVerdict<String> verdict = verifier.verify(
                    captured(name), (id, token) -> new KeyLookupResult.Found<>(id, CapturedVectors.SECRET));
            assertThat(verdict instanceof SignatureVerdict.Authentic).isEqualTo(authentic);
        }
    }

    private static SignedRequest captured(String name) {
        return CapturedVectors.all()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow()
                .request();
    }
}
