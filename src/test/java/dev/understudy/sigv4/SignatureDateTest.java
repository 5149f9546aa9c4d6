package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The window of 15 minutes. Reported by users of STS and recorded on other services with the same front end; STS's own
 * edge is unverified.
 */
class SignatureDateTest {
    @ParameterizedTest
    @CsvSource({"-PT15M", "PT0S", "PT15M"})
    void withinTheWindowIsAuthentic(Duration offset) {
        for (SignedRequest request : requestsSignedAt(NOW.plus(offset))) {
            assertThat(Requests.verify(request)).isInstanceOf(SignatureVerdict.Authentic.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-PT15M1S, Signature expired: 20261121T114459Z is now earlier than 20261121T114500Z (20261121T120000Z - 15 min.)",
        "PT15M1S, Signature not yet current: 20261121T121501Z is still later than 20261121T121500Z (20261121T120000Z + 15 min.)"
    })
    void oneSecondPastTheWindowIsRefused(Duration offset, String message) {
        for (SignedRequest request : requestsSignedAt(NOW.plus(offset))) {
            SignatureVerdict.Refused<String> verdict = Requests.refused(request);
            assertThat(verdict.code()).isEqualTo(SignatureFailure.SIGNATURE_DOES_NOT_MATCH);
            assertThat(verdict.message()).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:15:00.999Z, true",
        "2026-11-21T12:15:01Z, false",
        "2026-11-21T11:45:00Z, true",
        "2026-11-21T11:44:59.999Z, false"
    })
    void fractionOfNowDoesNotDecide(Instant now, boolean authentic) {
        SignatureVerdict<String> verdict = Requests.verifyAt(now, Requests.post());
        assertThat(verdict instanceof SignatureVerdict.Authentic).isEqualTo(authentic);
    }

    /** Documented: the Date header serves when X-Amz-Date is absent. */
    @ParameterizedTest
    @ValueSource(strings = {"20150830T123600Z", "Sun, 30 Aug 2015 12:36:00 GMT"})
    void dateHeaderServesInstead(String date) {
        SignatureVerifier verifier =
                new SignatureVerifier("service", InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z")));
        SignedRequest request = new SignedRequest(
                "GET",
                "/",
                "",
                List.of(
                        Map.entry("Host", "example.amazonaws.com"),
                        Map.entry("Date", date),
                        Map.entry("Authorization", dateAuthorization(date))),
                new byte[0]);
        assertThat(verifier.verify(request, (id, token) -> new KeyLookupResult.Found<>(id, Requests.SECRET)))
                .isInstanceOf(SignatureVerdict.Authentic.class);
    }

    /** Recorded by the EKS token's own verifier: STS heeds the date only, whatever the URL says of its lifetime. */
    @ParameterizedTest
    @CsvSource({"0, true", "60, true", "604800, true", "604801, false", "-1, false", "1000000, false"})
    void lifetimeOfAPresignedUrlIsCheckedForItsFormOnly(String expires, boolean accepted) {
        String form = "The request signature does not conform to AWS standards.";
        SignedRequest request =
                Requests.withQuery(Requests.presignedGet(), query -> query.replace("Expires=60", "Expires=" + expires));
        SignatureVerdict<String> late = Requests.verifyAt(NOW.plusSeconds(900), request);
        if (expires.equals("60")) {
            assertThat(late).isInstanceOf(SignatureVerdict.Authentic.class);
        } else {
            // Changed after signing, so the signature is wrong in any case; the message tells which check refused.
            assertThat(((SignatureVerdict.Refused<String>) late).message().equals(form))
                    .isNotEqualTo(accepted);
        }
    }

    /** Ours: whatever time a test makes it, headers signed with the machine's time are good. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:15:00Z, true, true",
        "2026-11-21T12:15:01Z, true, false",
        "2036-11-21T12:00:00Z, true, false",
        "1970-01-01T00:00:00Z, true, true"
    })
    void movedClockAgesPresignedRequestsOnly(Instant moved, boolean header, boolean presigned) {
        SignatureVerifier verifier = new SignatureVerifier("sts", InstantSource.fixed(moved), InstantSource.fixed(NOW));
        List<SignedRequest> requests = requestsSignedAt(NOW);
        assertThat(verifier.verify(requests.get(0), Requests.KEYS) instanceof SignatureVerdict.Authentic)
                .isEqualTo(header);
        assertThat(verifier.verify(requests.get(1), Requests.KEYS) instanceof SignatureVerdict.Authentic)
                .isEqualTo(presigned);
    }

    /** The other way round: a moved clock does not excuse a client whose own is wrong. */
    @ParameterizedTest
    @CsvSource({"PT15M, true", "PT15M1S, false"})
    void clientsClockMayBeAheadByTheWindowOnly(Duration ahead, boolean authentic) {
        SignatureVerifier verifier =
                new SignatureVerifier("sts", InstantSource.fixed(NOW.plus(ahead)), InstantSource.fixed(NOW));
        for (SignedRequest request : requestsSignedAt(NOW.plus(ahead))) {
            assertThat(verifier.verify(request, Requests.KEYS) instanceof SignatureVerdict.Authentic)
                    .isEqualTo(authentic);
        }
    }

    private static List<SignedRequest> requestsSignedAt(Instant time) {
        SdkSigner signer = Requests.signerAt(time);
        String uri = "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15";
        return List.of(
                signer.header("GET", uri, Map.of(), new byte[0]), signer.presigned("GET", uri, Map.of(), new byte[0]));
    }

    /** Signed by hand, because the SDK always sends X-Amz-Date. */
    private static String dateAuthorization(String date) {
        String canonical = "GET\n/\n\ndate:" + date + "\nhost:example.amazonaws.com\n\ndate;host\n"
                + Hashing.sha256Hex(new byte[0]);
        String stringToSign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n"
                + Hashing.sha256Hex(canonical);
        byte[] key = Hashing.utf8("AWS4" + Requests.SECRET);
        for (String part : List.of("20150830", "us-east-1", "service", "aws4_request", stringToSign)) {
            key = Hashing.hmac(key, Hashing.utf8(part));
        }
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=date;host, Signature=" + HexFormat.of().formatHex(key);
    }
}
