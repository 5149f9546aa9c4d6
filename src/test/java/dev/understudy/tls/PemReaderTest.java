package dev.understudy.tls;

import static dev.understudy.tls.Certificates.certificate;
import static dev.understudy.tls.Certificates.keys;
import static dev.understudy.tls.Certificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.understudy.tls.InvalidPemException.File;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads who gave the wrong file. The forms are those of RFC 7468, and of openssl before them. */
class PemReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

    private static final String TO_PKCS_8 = "openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem";

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void a_certificate_and_its_key_serve(String algorithm) throws Exception {
        KeyPair keys = keys(algorithm);
        X509Certificate certificate = certificate(keys, NOW);
        ServerCertificate read =
                PemReader.read("a comment\n" + pem(certificate), "Bag Attributes\n" + pem(keys.getPrivate()), NOW);
        assertThat(read.certificate()).isEqualTo(certificate);
        assertThat(PemReader.read(read.pem(), pem(keys.getPrivate()), NOW).pem())
                .isEqualTo(read.pem());
    }

    @Test
    void lines_may_end_as_on_windows() throws Exception {
        KeyPair keys = keys("EC");
        String chain = pem(certificate(keys, NOW)).replace("\n", "\r\n");
        assertThat(PemReader.read(chain, pem(keys.getPrivate()).replace("\n", "\r\n"), NOW))
                .isNotNull();
    }

    @Test
    void a_chain_is_kept_whole() throws Exception {
        KeyPair root = keys("RSA");
        KeyPair own = keys("EC");
        String chain = pem(certificate("own", own, "localhost", root.getPrivate(), NOW)) + pem(certificate(root, NOW));
        assertThat(PemReader.read(chain, pem(own.getPrivate()), NOW).pem()).isEqualTo(chain);
    }

    @Test
    void it_is_valid_to_the_second() throws Exception {
        KeyPair keys = keys("EC");
        String chain = pem(certificate(keys, NOW));
        String key = pem(keys.getPrivate());
        Duration day = Duration.ofDays(1);
        assertThat(PemReader.read(chain, key, NOW.plus(day))).isNotNull();
        assertThat(PemReader.read(chain, key, NOW.minus(day))).isNotNull();
        assertThat(reason(chain, key, NOW.plus(day).plusMillis(1)))
                .startsWith("the certificate expired at 2026-11-06T10:00:00Z; a new one: openssl req -x509 ");
        assertThat(reason(chain, key, NOW.minus(day).minusMillis(1)))
                .startsWith("the certificate is valid only from 2026-11-04T10:00:00Z; check this machine's clock");
    }

    static Stream<Arguments> keyFiles() throws Exception {
        byte[] der = keys("EC").getPrivate().getEncoded();
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return Stream.of(
                arguments("", "it holds no PEM private key (-----BEGIN PRIVATE KEY-----); from DER: openssl pkey"),
                arguments("\u0000\u0001", "it holds no PEM private key"),
                arguments(pem("PUBLIC KEY", der), "it holds no PEM private key"),
                arguments("-----BEGIN PRIVATE KEY-----\nAAAA\n", "it holds no PEM private key"),
                arguments(pem("RSA PRIVATE KEY", der), "the key is in PKCS#1 form; this makes it PKCS#8: " + TO_PKCS_8),
                arguments(
                        pem("EC PARAMETERS", new byte[8]) + pem("EC PRIVATE KEY", der),
                        "the key is in SEC1 form; this makes it PKCS#8: " + TO_PKCS_8),
                arguments(
                        pem("ENCRYPTED PRIVATE KEY", der),
                        "the key is encrypted; this takes its password off: " + TO_PKCS_8),
                arguments(pem("DSA PRIVATE KEY", der), "the key is not in PKCS#8 form; this makes it so: " + TO_PKCS_8),
                arguments(
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
                        "the key is not in PKCS#8 form"),
                arguments(pem("PRIVATE KEY", new byte[40]), "its private key is neither an RSA nor an EC key"),
                arguments("-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----", "its private key is neither"),
                arguments(pem(other.getPrivate()), "its private key is neither an RSA nor an EC key"),
                arguments(pem("PRIVATE KEY", der) + pem("PRIVATE KEY", der), "it holds 2 private keys; this takes"),
                arguments(pem("PRIVATE KEY", der), "the key is not the certificate's; openssl pkey "),
                arguments(pem(keys("RSA").getPrivate()), "the key is not the certificate's; openssl pkey "));
    }

    @ParameterizedTest
    @MethodSource("keyFiles")
    void a_wrong_key_is_told_with_a_way_out(String key, String reason) throws Exception {
        InvalidPemException invalid = failure(pem(certificate(keys("EC"), NOW)), key, NOW);
        assertThat(invalid.reason()).startsWith(reason).contains("openssl ").doesNotContain("\n");
        assertThat(invalid.file()).isEqualTo(File.PRIVATE_KEY);
    }

    @Test
    void an_issuers_key_is_told_from_a_strangers() throws Exception {
        KeyPair root = keys("EC");
        String chain =
                pem(certificate("own", keys("EC"), "localhost", root.getPrivate(), NOW)) + pem(certificate(root, NOW));
        assertThat(reason(chain, pem(root.getPrivate()), NOW))
                .startsWith("the key is that of an issuer, not of the first certificate; openssl pkey ");
    }

    static Stream<Arguments> certificateFiles() throws Exception {
        String one = pem(certificate(keys("EC"), NOW));
        return Stream.of(
                arguments("", "it holds no PEM certificate (-----BEGIN CERTIFICATE-----); from DER: openssl x509"),
                arguments(pem("PRIVATE KEY", new byte[8]), "it holds no PEM certificate"),
                arguments(pem("CERTIFICATE", new byte[8]), "a certificate in it is damaged; openssl x509 "),
                arguments(
                        one + pem(certificate(keys("EC"), NOW)),
                        "certificate 2 of the file is not the issuer of the one before it; the server's own"),
                arguments(
                        one + one,
                        "certificate 2 of the file is not the issuer of the one before it; the server's own"),
                arguments(one.repeat(11), "it holds more than 10 certificates; "));
    }

    @ParameterizedTest
    @MethodSource("certificateFiles")
    void a_wrong_certificate_is_told_with_a_way_out(String chain, String reason) throws Exception {
        InvalidPemException invalid = failure(chain, pem(keys("EC").getPrivate()), NOW);
        assertThat(invalid.reason()).startsWith(reason).contains("openssl ").doesNotContain("\n");
        assertThat(invalid.file()).isEqualTo(File.CERTIFICATE);
    }

    @Test
    void ten_certificates_are_a_chain() throws Exception {
        KeyPair own = keys("EC");
        KeyPair subject = own;
        StringBuilder ten = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            KeyPair issuer = keys("EC");
            ten.append(pem(certificate("c" + i, subject, "c" + (i + 1), issuer.getPrivate(), NOW)));
            subject = issuer;
        }
        ServerCertificate read = PemReader.read(ten.toString(), pem(own.getPrivate()), NOW);
        assertThat(read.context(new SecureRandom())).isNotNull();
    }

    /** The search for blocks never goes back, so that a large file cannot hold it up. */
    @Test
    void a_large_file_without_an_end_is_read_once() throws Exception {
        assertThat(reason("-----BEGIN CERTIFICATE-----\n" + "A-".repeat(500_000), "", NOW))
                .startsWith("it holds no PEM certificate");
    }

    private static String reason(String chain, String key, Instant now) {
        return failure(chain, key, now).reason();
    }

    private static InvalidPemException failure(String chain, String key, Instant now) {
        return catchThrowableOfType(InvalidPemException.class, () -> PemReader.read(chain, key, now));
    }
}
