package dev.understudy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/**
 * The HTTP clients of one purpose, by the certificate authorities that they trust. A client is made when it is first
 * needed, because it starts a thread.
 */
final class HttpClients {
    private static final int MOST = 16;

    private final Duration connectTimeout;
    /** By the authorities' PEM. */
    private final Cache<String, HttpClient> clients =
            Caffeine.newBuilder().maximumSize(MOST).build();

    HttpClients(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * The client that trusts the authorities of a PEM file, or else those of the JVM. The file is read at every call, so
     * that a change of it counts at once.
     */
    HttpClient trusting(Optional<Path> caCertificate) throws UnreachableException {
        String authorities = caCertificate.isPresent() ? read(caCertificate.get()) : "";
        HttpClient known = clients.getIfPresent(authorities);
        if (known != null) {
            return known;
        }
        HttpClient client = make(authorities);
        clients.put(authorities, client);
        return client;
    }

    private HttpClient make(String authorities) throws UnreachableException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        if (!authorities.isEmpty()) {
            try {
                builder.sslContext(CertificateAuthorities.context(authorities));
            } catch (GeneralSecurityException | IOException e) {
                throw new UnreachableException(
                        "The file of certificate authorities does not hold certificates in PEM.");
            }
        }
        return builder.build();
    }

    private static String read(Path file) throws UnreachableException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreachableException("The file of certificate authorities, " + file + ", cannot be read.");
        }
    }

    /** Lets go of the clients, whose threads end when they are collected; Java 17 has no other way. */
    void close() {
        clients.invalidateAll();
    }
}
