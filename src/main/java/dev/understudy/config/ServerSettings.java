package dev.understudy.config;

/**
 * Where the server listens.
 *
 * @param host a name or an address
 * @param port of http, 0 for any free one
 */
public record ServerSettings(String host, int port, TlsSettings tls) {
    public static final ServerSettings DEFAULT = new ServerSettings("127.0.0.1", 4592, TlsSettings.OFF);

    public ServerSettings {
        requirePort(port);
    }

    static void requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A port is from 0 to 65535: " + port);
        }
    }
}
