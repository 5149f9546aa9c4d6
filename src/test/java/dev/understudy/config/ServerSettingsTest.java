package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.config.LogSettings.Format;
import dev.understudy.config.LogSettings.Level;
import dev.understudy.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The https listener and the log. */
class ServerSettingsTest {
    @TempDir
    Path folder;

    private ConfigSource configuration(String tls) {
        return ConfigSource.text("c.yaml", "server:\n  tls: " + tls + "\n", folder);
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void there_is_no_tls_unless_it_is_asked_for() throws Exception {
        assertThat(load("region: us-east-1\n").server().tls()).isEqualTo(TlsSettings.OFF);
        assertThat(load("server: { tls: {} }\n").server().tls())
                .isEqualTo(new TlsSettings(Optional.of(4593), List.of(), Optional.empty()));
        assertThat(load("server: { tls: { port: 0, names: [a, '::1'] } }\n")
                        .server()
                        .tls())
                .isEqualTo(new TlsSettings(Optional.of(0), List.of("a", "::1"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void a_tls_port_is_a_port(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsSettings(Optional.of(port), List.of(), Optional.empty()));
    }

    @Test
    void a_certificate_and_its_key_are_read() throws Exception {
        KeyPair keys = Certificates.keys("EC");
        write("cert.pem", Certificates.pem(Certificates.certificate(keys, Instant.now())));
        write("key.pem", Certificates.pem(keys.getPrivate()));
        Settings settings = SettingsLoader.load(configuration("{ certificate: cert.pem, privateKey: key.pem }"));
        assertThat(settings.server().tls().certificate().orElseThrow().pem())
                .isEqualTo(Files.readString(folder.resolve("cert.pem")));
    }

    @Test
    void files_that_cannot_serve_are_named() throws Exception {
        KeyPair keys = Certificates.keys("EC");
        Instant past = Instant.now().minus(Duration.ofDays(30));
        write("expired.pem", Certificates.pem(Certificates.certificate(keys, past)));
        write("cert.pem", Certificates.pem(Certificates.certificate(keys, Instant.now())));
        write("key.pem", Certificates.pem(keys.getPrivate()));
        write("old.pem", Certificates.pem("RSA PRIVATE KEY", new byte[8]));

        assertThat(faults(configuration("{ certificate: expired.pem, privateKey: key.pem }")))
                .singleElement()
                .asString()
                .startsWith(
                        "c.yaml:2: server.tls.certificate: cannot use \"expired.pem\": the certificate expired at ");
        assertThat(faults(configuration("{ certificate: cert.pem, privateKey: old.pem }")))
                .containsExactly("c.yaml:2: server.tls.privateKey: cannot use \"old.pem\": the key is in PKCS#1 form;"
                        + " this makes it PKCS#8: openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem");
        assertThat(faults(configuration("{ certificate: none.pem, privateKey: none.key }")))
                .containsExactly(
                        "c.yaml:2: server.tls.certificate: cannot use \"none.pem\": there is no such file",
                        "c.yaml:2: server.tls.privateKey: cannot use \"none.key\": there is no such file");
    }

    @Test
    void a_binary_file_is_told_the_way_to_pem() throws Exception {
        KeyPair keys = Certificates.keys("EC");
        write("key.pem", Certificates.pem(keys.getPrivate()));
        Files.write(
                folder.resolve("cert.der"),
                Certificates.certificate(keys, Instant.now()).getEncoded());
        assertThat(faults(configuration("{ certificate: cert.der, privateKey: key.pem }")))
                .containsExactly("c.yaml:2: server.tls.certificate: cannot use \"cert.der\": it is not UTF-8 text;"
                        + " PEM is, and openssl x509 or openssl pkey with -inform der makes it of DER");
    }

    @ParameterizedTest
    @CsvSource({"certificate, privateKey", "privateKey, certificate"})
    void one_file_without_the_other_is_a_fault(String given, String missing) throws Exception {
        write("a.pem", "-");
        assertThat(faults(configuration("{ " + given + ": a.pem }")))
                .containsExactly("c.yaml:2: server.tls: certificate and privateKey go together; " + missing
                        + " is missing. Without both, a certificate is made at start");
    }

    @Test
    void a_given_certificate_has_its_own_names() throws Exception {
        KeyPair keys = Certificates.keys("EC");
        write("cert.pem", Certificates.pem(Certificates.certificate(keys, Instant.now())));
        write("key.pem", Certificates.pem(keys.getPrivate()));
        assertThat(faults(configuration("{ names: [a], certificate: cert.pem, privateKey: key.pem }")))
                .containsExactly(
                        "c.yaml:2: server.tls.names: names are those of a certificate that is made at start; the"
                                + " given one has its own");
    }

    @Test
    void a_hundred_names_are_enough() throws Exception {
        String hundred = "a, ".repeat(99) + "a";
        assertThat(load("server: { tls: { names: [" + hundred + "] } }\n")
                        .server()
                        .tls()
                        .names())
                .hasSize(100);
        assertThat(faults("server: { tls: { names: [" + hundred + ", a] } }\n"))
                .containsExactly("c.yaml:1: server.tls.names: expected at most 100 items, found 101");
    }

    @ParameterizedTest
    @CsvSource({"4593, '{}'", "80, '{ port: 80 }'"})
    void http_and_https_need_two_ports(int port, String tls) throws Exception {
        assertThat(faults("server: { port: " + port + ", tls: " + tls + " }\n"))
                .containsExactly("c.yaml:1: server.tls: http and https cannot both listen on port " + port);
        assertThat(load("server: { port: 0, tls: { port: 0 } }\n").server().port())
                .isZero();
    }

    @Test
    void control_hosts_are_names_or_ends_of_names() throws Exception {
        assertThat(load("region: us-east-1\n").server().controlHosts()).isEmpty();
        assertThat(load("server: { controlHosts: [sts.example.com, .corp.example.com] }\n")
                        .server()
                        .controlHosts())
                .containsExactly("sts.example.com", ".corp.example.com");
        for (String wrong : List.of("http://a", "a:80", ".", "a..b", "*.a")) {
            assertThat(faults("server: { controlHosts: ['" + wrong + "'] }\n"))
                    .containsExactly("c.yaml:1: server.controlHosts[0]: expected a host name, or a dot and the end of"
                            + " host names, found \"" + wrong + "\"");
        }
    }

    @Test
    void the_log_is_text_at_info_unless_told_otherwise() throws Exception {
        assertThat(load("region: us-east-1\n").log()).isEqualTo(new LogSettings(Format.TEXT, Level.INFO));
        assertThat(load("log: { format: json }\n").log()).isEqualTo(new LogSettings(Format.JSON, Level.INFO));
        assertThat(load("log: { format: text, level: 'off' }\n").log())
                .isEqualTo(new LogSettings(Format.TEXT, Level.OFF));
        assertThat(load("log: { level: debug }\n").log()).isEqualTo(new LogSettings(Format.TEXT, Level.DEBUG));
        assertThat(load("log: { level: off }\n").log().level()).isEqualTo(Level.OFF);
    }
}
