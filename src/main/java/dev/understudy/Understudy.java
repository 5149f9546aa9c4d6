package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.Configuration;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import dev.understudy.control.TestClock;
import dev.understudy.credentials.Revocations;
import dev.understudy.idp.IssuerKeyStore;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.TokenRequest;
import dev.understudy.server.HttpServer;
import dev.understudy.server.ServerOptions;
import dev.understudy.sts.Calls;
import dev.understudy.sts.InjectedFaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A running stand-in for AWS STS.
 *
 * <pre>{@code
 * try (Understudy understudy = Understudy.builder().config(Path.of("understudy.yaml")).start()) {
 *     StsClient sts = StsClient.builder().endpointOverride(understudy.endpoint()) …
 * }
 * }</pre>
 */
public final class Understudy implements AutoCloseable {
    private final HttpServer server;
    private final Settings settings;
    private final Assembly assembly;

    private Understudy(HttpServer server, Settings settings, Assembly assembly) {
        this.server = server;
        this.settings = settings;
        this.assembly = assembly;
    }

    /**
     * Starts with the packaged configuration on any free port of 127.0.0.1.
     *
     * @throws IOException if none can be listened on
     */
    public static Understudy start() throws IOException {
        try {
            return builder().start();
        } catch (InvalidConfigurationException impossible) {
            throw new IllegalStateException("The packaged configuration is valid", impossible);
        }
    }

    /** On 127.0.0.1, any free port, with the packaged configuration. */
    public static Builder builder() {
        return new Builder(
                ConfigSource.packaged(),
                Optional.of("127.0.0.1"),
                Optional.of(0),
                InstantSource.system(),
                IssuerKeyStore.inMemory());
    }

    /** Where an AWS SDK is pointed at. */
    public URI endpoint() {
        return URI.create("http://" + reachable(server.host()) + ":" + server.port());
    }

    /** The default region of the configuration. */
    public String region() {
        return settings.region();
    }

    /** The time by which tokens and sessions are judged, to be moved or stopped. */
    public TestClock clock() {
        return assembly.clock();
    }

    /** Expires sessions before their time. */
    public Revocations sessions() {
        return assembly.sessions();
    }

    /** The identity providers that are played here: their tokens and their keys. */
    public LocalIssuers issuers() {
        return assembly.issuers();
    }

    /** A right token of a local issuer: RS256, valid for an hour. */
    public String token(String issuer, String audience, String subject) {
        return token(TokenRequest.of(issuer, audience, subject));
    }

    /**
     * A token of a local issuer, right or wrong.
     *
     * @throws dev.understudy.idp.UnknownIssuerException if the issuer is not a local one
     * @throws dev.understudy.idp.OpaqueTokenException if the issuer does not issue JSON Web Tokens
     */
    public String token(TokenRequest request) {
        return issuers().sign(request);
    }

    /** The newest calls of STS up to now, to look at and to assert upon. */
    public Calls calls() {
        return assembly.journal().calls();
    }

    /** Keeps none of the calls so far. */
    public void forgetCalls() {
        assembly.journal().clear();
    }

    /** The failures that the next calls will meet. */
    public InjectedFaults faults() {
        return assembly.faults();
    }

    /** Stops listening, lets calls under way finish, and returns. */
    @Override
    public void close() {
        server.close();
    }

    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "0:0:0:0:0:0:0:0" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    /** What to start, and where. Immutable: each method gives another builder. */
    public record Builder(
            ConfigSource config,
            Optional<String> host,
            Optional<Integer> port,
            InstantSource clock,
            IssuerKeyStore issuerKeys) {
        /** The configuration file. */
        public Builder config(Path file) {
            return config(ConfigSource.file(file));
        }

        /** The configuration, declared in Java. */
        public Builder config(Configuration configuration) {
            return config(configuration.toSource());
        }

        /** The configuration. */
        public Builder config(ConfigSource source) {
            return new Builder(source, host, port, clock, issuerKeys);
        }

        /** The address to listen on. */
        public Builder host(String address) {
            return new Builder(config, Optional.of(address), port, clock, issuerKeys);
        }

        /** The port to listen on; 0 takes a free one. */
        public Builder port(int number) {
            return new Builder(config, host, Optional.of(number), clock, issuerKeys);
        }

        /** Listens where the configuration says. */
        public Builder listenAsConfigured() {
            return new Builder(config, Optional.empty(), Optional.empty(), clock, issuerKeys);
        }

        /** Where all time comes from, as long as {@link Understudy#clock()} is not moved. Clients must go by it. */
        public Builder clock(InstantSource source) {
            return new Builder(config, host, port, source, issuerKeys);
        }

        /** Where the local issuers' keys are kept. */
        public Builder issuerKeys(IssuerKeyStore store) {
            return new Builder(config, host, port, clock, store);
        }

        /**
         * Starts to listen.
         *
         * @throws InvalidConfigurationException if the configuration has faults; nothing is started then
         * @throws IOException if the address cannot be listened on
         */
        public Understudy start() throws InvalidConfigurationException, IOException {
            Settings settings = SettingsLoader.load(config);
            ServerOptions options = ServerOptions.of(
                    host.orElse(settings.server().host()),
                    port.orElse(settings.server().port()));
            Assembly assembly = new Assembly(settings, clock, issuerKeys);
            return new Understudy(HttpServer.start(options, assembly.routes()), settings, assembly);
        }
    }
}
