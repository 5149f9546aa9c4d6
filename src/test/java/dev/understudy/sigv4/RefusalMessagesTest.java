package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.plus;
import static dev.understudy.sigv4.Requests.post;
import static dev.understudy.sigv4.Requests.presignedGet;
import static dev.understudy.sigv4.Requests.refused;
import static dev.understudy.sigv4.Requests.withHeader;
import static dev.understudy.sigv4.Requests.withQuery;
import static dev.understudy.sigv4.Requests.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalMessagesTest {
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided."
                    + " Check your AWS Secret Access Key and signing method."
                    + " Consult the service documentation for details.";
    private static final String GENERAL = "The request signature does not conform to AWS standards.";

    private enum Known {
        /** Recorded on STS, or documented for every service or for IAM. */
        RECORDED,
        /** Recorded on another service with the same front end. */
        ELSEWHERE,
        /** The situation's text is unknown, so AWS's general sentence stands in. */
        UNKNOWN
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                row(
                        "not signed",
                        Known.RECORDED,
                        without(post(), "Authorization"),
                        SignatureFailure.MISSING_AUTHENTICATION_TOKEN,
                        "Request is missing Authentication Token"),
                row(
                        "another scheme",
                        Known.ELSEWHERE,
                        authorization("Bearer abc"),
                        SignatureFailure.MISSING_AUTHENTICATION_TOKEN,
                        "Request is missing Authentication Token"),
                row(
                        "signed twice",
                        Known.ELSEWHERE,
                        plus(presignedGet(), "Authorization", "AWS4-HMAC-SHA256 a=b"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),
                row(
                        "nothing but the algorithm",
                        Known.ELSEWHERE,
                        without(authorization("AWS4-HMAC-SHA256"), "X-Amz-Date"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Authorization header requires 'Credential' parameter."
                                + " Authorization header requires 'Signature' parameter."
                                + " Authorization header requires 'SignedHeaders' parameter."
                                + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                                + " header. (Hashed with SHA-256 and encoded with Base64)"
                                + " Authorization=YI2YWea8FSxnksZL2ETHbs5elHm9HQufxTLK0W0ffV0="),
                row(
                        "empty signature",
                        Known.RECORDED,
                        authorization("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature="),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Authorization header requires 'Signature' parameter. (Hashed with SHA-256 and encoded with"
                                + " Base64) Authorization="
                                + Hashing.sha256Base64(
                                        "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=")),
                row(
                        "pair without equal sign",
                        Known.ELSEWHERE,
                        authorization("AWS4-HMAC-SHA256 abc"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and"
                                + " encoded with Base64): 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='."),
                row(
                        "pair given twice",
                        Known.UNKNOWN,
                        withHeader(post(), "Authorization", text -> text + ", Signature=b"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        GENERAL),
                row(
                        "date of another form",
                        Known.RECORDED,
                        withHeader(post(), "X-Amz-Date", date -> "2026-11-21T12:00:00Z"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Date must be in ISO-8601 'basic format'. Got '2026-11-21T12:00:00Z'."
                                + " See http://en.wikipedia.org/wiki/ISO_8601"),
                row(
                        "day that does not exist",
                        Known.ELSEWHERE,
                        withHeader(post(), "X-Amz-Date", date -> "20260230T120000Z"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Date must be in ISO-8601 'basic format'. Got '20260230T120000Z'."
                                + " See http://en.wikipedia.org/wiki/ISO_8601"),
                row(
                        "another algorithm",
                        Known.ELSEWHERE,
                        edited("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). "),
                row(
                        "credential of four elements",
                        Known.RECORDED,
                        edited("/aws4_request", ""),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term,"
                                + " got 'ASIAIOSFODNN7EXAMPLE/20261121/eu-west-1/sts'"),
                row(
                        "host not signed",
                        Known.RECORDED,
                        edited("host;", ""),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
                row(
                        "region of no AWS form",
                        Known.RECORDED,
                        edited("/eu-west-1/", "/undefined/"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Credential should be scoped to a valid region. "),
                row(
                        "another service",
                        Known.RECORDED,
                        edited("/sts/", "/s3/"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Credential should be scoped to correct service: 'sts'."),
                row(
                        "another terminator",
                        Known.RECORDED,
                        edited("/aws4_request", "/aws4"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Credential should be scoped with a valid terminator: 'aws4_request'."),
                row(
                        "another day",
                        Known.RECORDED,
                        edited("/20261121/", "/20261122/"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP."),
                row(
                        "a scope wrong in every part",
                        Known.ELSEWHERE,
                        edited("20261121/eu-west-1/sts/aws4_request", "b/c/d/e"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        "Credential should be scoped to a valid region."
                                + " Credential should be scoped to correct service: 'sts'."
                                + " Credential should be scoped with a valid terminator: 'aws4_request'."
                                + " Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                                + " from HTTP."),
                row(
                        "token missing",
                        Known.RECORDED,
                        without(post(), "X-Amz-Security-Token"),
                        SignatureFailure.INVALID_CLIENT_TOKEN_ID,
                        "The security token included in the request is invalid."),
                row(
                        "token wrong and signature wrong too",
                        Known.RECORDED,
                        withHeader(
                                withHeader(post(), "X-Amz-Security-Token", token -> "x"),
                                "Authorization",
                                text -> text + "0"),
                        SignatureFailure.INVALID_CLIENT_TOKEN_ID,
                        "The security token included in the request is invalid."),
                row(
                        "signature wrong",
                        Known.RECORDED,
                        withHeader(post(), "Authorization", text -> text + "0"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        MISMATCH),
                row(
                        "unsigned payload",
                        Known.RECORDED,
                        withHeader(declared(), "x-amz-content-sha256", hash -> "UNSIGNED-PAYLOAD"),
                        SignatureFailure.SIGNATURE_DOES_NOT_MATCH,
                        MISMATCH),
                row(
                        "percent sign alone",
                        Known.UNKNOWN,
                        withQuery(post(), query -> "a=%4"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        GENERAL),
                row(
                        "presigned without the rest",
                        Known.ELSEWHERE,
                        withQuery(presignedGet(), query -> "X-Amz-Algorithm=AWS4-HMAC-SHA256"),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        "AWS query-string parameters must include 'X-Amz-Credential'."
                                + " AWS query-string parameters must include 'X-Amz-Signature'."
                                + " AWS query-string parameters must include 'X-Amz-SignedHeaders'."
                                + " AWS query-string parameters must include 'X-Amz-Date'."
                                + " Re-examine the query-string parameters."),
                row(
                        "presigned lifetime not a number",
                        Known.UNKNOWN,
                        withQuery(presignedGet(), query -> query.replace("Expires=60", "Expires=soon")),
                        SignatureFailure.INCOMPLETE_SIGNATURE,
                        GENERAL));
    }

    @ParameterizedTest(name = "{0} ({1})")
    @MethodSource("messages")
    void messageIsAws(String name, Known known, SignedRequest request, SignatureFailure code, String message) {
        SignatureVerdict.Refused<String> verdict = refused(request);
        assertThat(verdict.code()).isEqualTo(code);
        assertThat(verdict.message()).isEqualTo(message);
        assertThat(verdict.explanation()).isNotBlank().doesNotContain(Requests.SECRET, Requests.TOKEN);
        assertThat(verdict.message()).doesNotContain(Requests.SECRET, Requests.TOKEN);
    }

    /** Recorded: the text has no final period, unlike the one for an unknown key. */
    @Test
    void expiredSessionIsExpiredEvenWhenTheSignatureIsWrongOrOld() {
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(Requests.NOW.plusSeconds(7200)));
        SignatureVerdict<String> verdict = verifier.verify(
                withHeader(post(), "Authorization", text -> text + "0"),
                (id, token) -> new KeyLookupResult.Expired<>("it ran out at noon"));
        assertThat(verdict)
                .isEqualTo(new SignatureVerdict.Refused<>(
                        SignatureFailure.EXPIRED_TOKEN,
                        "The security token included in the request is expired",
                        "access key ASIAIOSFODNN7EXAMPLE: it ran out at noon"));
    }

    /** Recorded: scope errors come before the key is looked at. */
    @Test
    void keyIsNotLookedUpForAWrongScope() {
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(Requests.NOW));
        SignatureVerdict<String> verdict = verifier.verify(edited("/sts/", "/s3/"), (id, token) -> {
            throw new AssertionError("looked up " + id);
        });
        assertThat(verdict).isInstanceOf(SignatureVerdict.Refused.class);
    }

    @Test
    void lookUpSeesKeyAndTokenAsSent() {
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(Requests.NOW));
        for (SignedRequest request : List.of(post(), presignedGet())) {
            verifier.<String>verify(request, (id, token) -> {
                assertThat(id).isEqualTo(Requests.KEY_ID);
                assertThat(token).isEqualTo(Optional.of(Requests.TOKEN));
                return new KeyLookupResult.Unknown<>("looked");
            });
        }
    }

    @Test
    void mismatchIsExplainedWithWhatWasSigned() {
        SignatureVerdict.Refused<String> verdict = refused(withHeader(post(), "Authorization", text -> text + "0"));
        assertThat(verdict.explanation())
                .contains("20261121/eu-west-1/sts/aws4_request", "20261121T120000Z", "content-type;host;")
                .contains(Hashing.sha256Hex(Requests.BODY))
                .contains("secret access key");
    }

    /** Recorded: a declared hash must be the body's, even where the header itself is not signed. */
    @Test
    void declaredHashOfTheBodyIsComparedWithTheBody() {
        String hash = Hashing.sha256Hex(new byte[0]);
        assertThat(Requests.verify(plus(presignedGet(), "x-amz-content-sha256", hash)))
                .isInstanceOf(SignatureVerdict.Authentic.class);
        for (String other : List.of("UNSIGNED-PAYLOAD", "", hash.replace('e', 'E'), Hashing.sha256Hex("x"))) {
            SignatureVerdict.Refused<String> verdict = refused(plus(presignedGet(), "x-amz-content-sha256", other));
            assertThat(verdict.message()).isEqualTo(MISMATCH);
            assertThat(verdict.explanation()).contains("x-amz-content-sha256", hash);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING_AUTHENTICATION_TOKEN, MissingAuthenticationToken, 403",
        "INCOMPLETE_SIGNATURE, IncompleteSignature, 400",
        "INVALID_CLIENT_TOKEN_ID, InvalidClientTokenId, 403",
        "EXPIRED_TOKEN, ExpiredToken, 403",
        "SIGNATURE_DOES_NOT_MATCH, SignatureDoesNotMatch, 403"
    })
    void codesAndStatusesAreAws(SignatureFailure failure, String code, int status) {
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(SignatureFailure.values()).hasSize(5);
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(post().toString() + presignedGet())
                .doesNotContain("Signature=", "Credential", Requests.TOKEN.substring(0, 8));
        assertThat(new KeyLookupResult.Found<>("caller", Requests.SECRET).toString())
                .contains("caller")
                .doesNotContain(Requests.SECRET);
    }

    private static SignedRequest declared() {
        SignedRequest request = without(post(), "x-amz-content-sha256");
        return plus(request, "x-amz-content-sha256", Hashing.sha256Hex(request.body()));
    }

    private static SignedRequest authorization(String value) {
        return withHeader(post(), "Authorization", old -> value);
    }

    private static SignedRequest edited(String from, String to) {
        return withHeader(post(), "Authorization", text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        });
    }

    private static Arguments row(
            String name, Known known, SignedRequest request, SignatureFailure code, String message) {
        return Arguments.of(name, known, request, code, message);
    }
}
