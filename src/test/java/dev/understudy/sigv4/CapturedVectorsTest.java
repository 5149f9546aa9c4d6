package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real clients signed is authentic, and nothing that was changed afterwards is. */
class CapturedVectorsTest {
    static Stream<CapturedVectors.Captured> vectors() {
        return CapturedVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void what_a_client_signed_is_authentic(CapturedVectors.Captured vector) {
        assertThat(CapturedVectors.verify(vector.request()))
                .isInstanceOfSatisfying(
                        SignatureVerdict.Authentic.class,
                        verdict -> assertThat(verdict.region()).isEqualTo(vector.region()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void no_forgery_of_it_is(CapturedVectors.Captured vector) {
        Map<String, SignedRequest> forgeries = Forgeries.of(vector.request());
        assertThat(forgeries).hasSizeGreaterThan(120);
        forgeries.forEach((name, forgery) -> assertThat(CapturedVectors.verify(forgery))
                .as("%s, %s", vector, name)
                .isInstanceOf(SignatureVerdict.Refused.class));
    }

    @Test
    void every_client_and_form_is_there() {
        assertThat(CapturedVectors.all().map(CapturedVectors.Captured::client).distinct())
                .containsExactlyInAnyOrder(
                        "botocore",
                        "botocore with awscrt",
                        "aws eks get-token",
                        "aws-sdk-js v3",
                        "@smithy/signature-v4",
                        "@smithy/signature-v4a",
                        "aws-sdk-go v2");
        assertThat(CapturedVectors.all().filter(CapturedVectors.Captured::isAsymmetric))
                .hasSize(4);
    }
}
