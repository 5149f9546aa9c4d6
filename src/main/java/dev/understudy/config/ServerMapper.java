package dev.understudy.config;

import dev.understudy.tls.InvalidPemException;
import dev.understudy.tls.PemReader;
import dev.understudy.tls.ServerCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where the server listens, and how it logs. */
final class ServerMapper {
    private static final Fields SERVER = Fields.of("host", "port", "tls", "controlHosts");
    private static final Fields TLS = Fields.of("port", "names", "certificate", "privateKey");
    private static final Fields LOG = Fields.of("format", "level");
    private static final int MOST_NAMES = 100;
    private static final int MOST_PORT = 65_535;

    private final LinkedFiles files;
    private final Faults faults;
    private final Instant now;

    /** @param now when the server's certificate must be valid */
    ServerMapper(LinkedFiles files, Faults faults, Instant now) {
        this.files = files;
        this.faults = faults;
        this.now = now;
    }

    ServerSettings server(Entry root) {
        return root.field("server")
                .flatMap(node -> Entry.of(node, SERVER, faults))
                .map(this::serverOf)
                .orElse(ServerSettings.DEFAULT);
    }

    private ServerSettings serverOf(Entry server) {
        ServerSettings standard = ServerSettings.DEFAULT;
        int port = server.number("port", 0, MOST_PORT, standard.port());
        TlsSettings tls = tls(server);
        if (port != 0 && tls.port().equals(Optional.of(port))) {
            faults.add(server.place("tls"), "http and https cannot both listen on port " + port);
        }
        return new ServerSettings(
                server.optional("host", Rule.HOST).orElse(standard.host()),
                port,
                tls,
                server.texts("controlHosts", MOST_NAMES, Rule.CONTROL_HOST));
    }

    LogSettings log(Entry root) {
        LogSettings standard = LogSettings.DEFAULT;
        return root.field("log")
                .flatMap(node -> Entry.of(node, LOG, faults))
                .map(entry -> new LogSettings(
                        entry.optional("format", Rule.LOG_FORMAT)
                                .map(word -> LogSettings.Format.valueOf(word.toUpperCase(Locale.ROOT)))
                                .orElse(standard.format()),
                        entry.optional("level", Rule.LOG_LEVEL)
                                .map(word -> LogSettings.Level.valueOf(word.toUpperCase(Locale.ROOT)))
                                .orElse(standard.level())))
                .orElse(standard);
    }

    private TlsSettings tls(Entry server) {
        return server.field("tls")
                .flatMap(node -> Entry.of(node, TLS, faults))
                .map(entry -> new TlsSettings(
                        Optional.of(entry.number("port", 0, MOST_PORT, TlsSettings.PORT)),
                        names(entry),
                        certificate(entry)))
                .orElse(TlsSettings.OFF);
    }

    private List<String> names(Entry tls) {
        List<String> names = tls.texts("names", MOST_NAMES, Rule.CERTIFICATE_NAME);
        if (tls.field("names").isPresent() && tls.field("certificate").isPresent()) {
            faults.add(
                    tls.place("names"),
                    "names are those of a certificate that is made at start; the given one has its own");
        }
        return names;
    }

    private Optional<ServerCertificate> certificate(Entry tls) {
        boolean certificate = tls.field("certificate").isPresent();
        boolean privateKey = tls.field("privateKey").isPresent();
        if (certificate != privateKey) {
            faults.add(
                    tls.place(),
                    "certificate and privateKey go together; " + (certificate ? "privateKey" : "certificate")
                            + " is missing. Without both, a certificate is made at start");
        }
        Optional<String> chain = files.pem(tls, "certificate");
        Optional<String> key = files.pem(tls, "privateKey");
        if (chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PemReader.read(chain.get(), key.get(), now));
        } catch (InvalidPemException invalid) {
            String field = switch (invalid.file()) {
                case CERTIFICATE -> "certificate";
                case PRIVATE_KEY -> "privateKey";
            };
            files.refuse(tls, field, invalid.reason());
            return Optional.empty();
        }
    }
}
