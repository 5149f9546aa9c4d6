package dev.understudy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfSignedTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

    private static X509Certificate certificate(Set<String> names) {
        return SelfSigned.certificate(names, NOW, new SecureRandom()).certificate();
    }

    @Test
    void it_bears_the_names_as_what_they_are() throws Exception {
        X509Certificate certificate = certificate(
                SelfSigned.names("Build-Host", List.of("under_study", "*.Example.Test", "10.0.0.1", "fe80::1")));
        assertThat(certificate.getSubjectAlternativeNames())
                .contains(
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(2, "build-host"),
                        List.of(2, "under_study"),
                        List.of(2, "*.example.test"),
                        List.of(7, "10.0.0.1"),
                        List.of(7, "fe80:0:0:0:0:0:0:1"));
    }

    @Test
    void an_interface_is_no_part_of_an_address() {
        assertThat(SelfSigned.names("fe80::7%eth0", List.of())).contains("fe80::7", "localhost", "127.0.0.1", "::1");
    }

    @Test
    void it_is_valid_from_the_day_before_and_for_397_days() {
        X509Certificate certificate = certificate(Set.of("localhost"));
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(396)));
    }

    @Test
    void it_is_a_servers_and_no_authority() throws Exception {
        X509Certificate certificate = certificate(Set.of("localhost"));
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
    }

    @Test
    void no_two_are_the_same() {
        X509Certificate one = certificate(Set.of("localhost"));
        X509Certificate two = certificate(Set.of("localhost"));
        assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(two.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(two.getPublicKey());
    }

    @Test
    void neither_text_nor_pem_shows_the_key() {
        ServerCertificate made = SelfSigned.certificate(Set.of("localhost"), NOW, new SecureRandom());
        assertThat(made.toString()).startsWith("ServerCertificate[").contains("CN=Understudy");
        assertThat(made.pem())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("KEY");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "sts.us-east-1.amazonaws.com, true",
        "*.amazonaws.com, true",
        "under_study, true",
        "127.0.0.1, true",
        "::1, true",
        "'', false",
        "a..b, false",
        ".a, false",
        "a., false",
        "a.*.b, false",
        "*, false",
        "a/b, false",
        "a b, false",
        "ä, false",
        "1::2::3, false",
        "a:1, false"
    })
    void a_name_is_a_host_name_or_an_address(String text, boolean expected) {
        assertThat(SelfSigned.isName(text)).isEqualTo(expected);
    }

    @Test
    void a_label_has_at_most_63_characters_and_a_name_253() {
        String label = "a".repeat(63);
        assertThat(SelfSigned.isName(label)).isTrue();
        assertThat(SelfSigned.isName(label + "a")).isFalse();
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertThat(longest).hasSize(253);
        assertThat(SelfSigned.isName(longest)).isTrue();
        assertThat(SelfSigned.isName(longest + "a")).isFalse();
    }
}
