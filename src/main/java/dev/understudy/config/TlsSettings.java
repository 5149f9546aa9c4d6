package dev.understudy.config;

import dev.understudy.tls.ServerCertificate;
import java.util.List;
import java.util.Optional;

/**
 * The https listener beside the http one.
 *
 * @param port none if there is to be no such listener, 0 for any free one
 * @param names further names for a certificate that is made at start
 * @param certificate the one to show; if none is given, one is made at start
 */
public record TlsSettings(Optional<Integer> port, List<String> names, Optional<ServerCertificate> certificate) {
    /** The port if the configuration names none. */
    public static final int PORT = 4593;

    public static final TlsSettings OFF = new TlsSettings(Optional.empty(), List.of(), Optional.empty());

    public TlsSettings {
        names = List.copyOf(names);
        port.ifPresent(ServerSettings::requirePort);
    }
}
