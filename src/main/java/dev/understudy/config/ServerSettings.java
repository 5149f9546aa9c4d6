package dev.understudy.config;

import java.util.List;

/**
 * Where the server listens.
 *
 * @param host a name or an address
 * @param port of http, 0 for any free one
 * @param controlHosts further host names under which the control API answers; one that begins with a dot stands for
 *     every name that ends so
 */
public record ServerSettings(String host, int port, TlsSettings tls, List<String> controlHosts) {
    public static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 4592, TlsSettings.OFF, List.of());

    public ServerSettings {
        controlHosts = List.copyOf(controlHosts);
        requirePort(port);
    }

    static void requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A port is from 0 to 65535: " + port);
        }
    }
}
