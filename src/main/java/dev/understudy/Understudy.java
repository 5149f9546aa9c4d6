package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.Configuration;
import dev.understudy.config.Fault;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.LogSettings;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import dev.understudy.config.TlsSettings;
import dev.understudy.control.TestClock;
import dev.understudy.credentials.Revocations;
import dev.understudy.idp.IssuerKeyStore;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.TokenRequest;
import dev.understudy.journal.Calls;
import dev.understudy.journal.InjectedFaults;
import dev.understudy.saml.LocalSamlProviders;
import dev.understudy.server.HttpServer;
import dev.understudy.server.ServerOptions;
import dev.understudy.tls.SelfSigned;
import dev.understudy.tls.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

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
    private final Assembly assembly;
    private final Reloader reloader;
    private final ConfigWatcher watcher;
    private final Optional<ServerCertificate> certificate;

    private Understudy(
            HttpServer server,
            Assembly assembly,
            Reloader reloader,
            ConfigWatcher watcher,
            Optional<ServerCertificate> certificate) {
        this.server = server;
        this.assembly = assembly;
        this.reloader = reloader;
        this.watcher = watcher;
        this.certificate = certificate;
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
                configured -> Optional.empty(),
                InstantSource.system(),
                IssuerKeyStore.inMemory());
    }

    /** Where an AWS SDK is pointed at. */
    public URI endpoint() {
        return uri("http", server.port());
    }

    /** The same over TLS, if it was asked for; the client has to trust the {@link #certificate()}. */
    public Optional<URI> tlsEndpoint() {
        return server.tlsPort().map(port -> uri("https", port));
    }

    /** The certificate that the https endpoint shows. */
    public Optional<X509Certificate> certificate() {
        return certificate.map(ServerCertificate::certificate);
    }

    /** The same with its chain in PEM, as {@code AWS_CA_BUNDLE} and the like take it from a file. */
    public Optional<String> certificatePem() {
        return certificate.map(ServerCertificate::pem);
    }

    private URI uri(String scheme, int port) {
        return URI.create(scheme + "://" + reachable(server.host()) + ":" + port);
    }

    /** How the command line's server is to log. */
    LogSettings log() {
        return assembly.log();
    }

    /** The default region of the configuration. */
    public String region() {
        return assembly.region();
    }

    /**
     * Reads the configuration and the files that it names anew, and puts them in use at once. Address, port and sealing
     * key stay as they were at the start.
     *
     * @throws InvalidConfigurationException if the configuration has faults; the one before stays in use then
     */
    public void reload() throws InvalidConfigurationException {
        reloader.reload();
    }

    /** Undoes all that tests have done since the start; the configuration stays as it was last read. */
    public void reset() {
        assembly.reset();
    }

    /** What reloads the configuration when a file of it changes, once it is started. */
    ConfigWatcher watcher() {
        return watcher;
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

    /** The SAML providers that the configuration calls local: they issue assertions, right and wrong. */
    public LocalSamlProviders samlProviders() {
        return assembly.samlProviders();
    }

    /**
     * A right token of a local issuer: RS256, valid for an hour; of {@code www.amazon.com} or {@code graph.facebook.com},
     * an access token.
     *
     * @param audience the app of an access token
     * @param subject the user of an access token
     */
    public String token(String issuer, String audience, String subject) {
        return token(TokenRequest.of(issuer, audience, subject));
    }

    /**
     * A token of a local issuer, right or wrong.
     *
     * @throws dev.understudy.idp.UnknownIssuerException if the issuer is not a local one
     * @throws dev.understudy.idp.UnsupportedTokenException if an issuer of its kind has no such tokens
     */
    public String token(TokenRequest request) {
        return assembly.issuers().sign(request);
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
        watcher.close();
        server.close();
        assembly.close();
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
            Function<TlsSettings, Optional<Integer>> tlsPort,
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
            return new Builder(source, host, port, tlsPort, clock, issuerKeys);
        }

        /** The address to listen on. */
        public Builder host(String address) {
            return new Builder(config, Optional.of(address), port, tlsPort, clock, issuerKeys);
        }

        /** The port to listen on; 0 takes a free one. */
        public Builder port(int number) {
            return new Builder(config, host, Optional.of(number), tlsPort, clock, issuerKeys);
        }

        /** Listens with TLS too, on any free port. */
        public Builder tls() {
            return tlsPort(0);
        }

        /** Listens with TLS too, on this port; 0 takes a free one. The certificate is the configured one, or made now. */
        public Builder tlsPort(int number) {
            return new Builder(config, host, port, configured -> Optional.of(number), clock, issuerKeys);
        }

        /** Listens where the configuration says. */
        public Builder listenAsConfigured() {
            return new Builder(config, Optional.empty(), Optional.empty(), TlsSettings::port, clock, issuerKeys);
        }

        /** Where all time comes from, as long as {@link Understudy#clock()} is not moved. Clients must go by it. */
        public Builder clock(InstantSource source) {
            return new Builder(config, host, port, tlsPort, source, issuerKeys);
        }

        /** Where the local issuers' keys are kept. */
        public Builder issuerKeys(IssuerKeyStore store) {
            return new Builder(config, host, port, tlsPort, clock, store);
        }

        /**
         * Starts to listen.
         *
         * @throws InvalidConfigurationException if the configuration has faults; nothing is started then
         * @throws IOException if the address cannot be listened on
         */
        public Understudy start() throws InvalidConfigurationException, IOException {
            Settings settings = SettingsLoader.load(config);
            String address = host.orElse(settings.server().host());
            TlsSettings tls = settings.server().tls();
            int plainPort = port.orElse(settings.server().port());
            Optional<Integer> securePort = tlsPort.apply(tls);
            requireDifferent(plainPort, securePort);
            Optional<ServerCertificate> certificate =
                    securePort.map(number -> tls.certificate().orElseGet(() -> selfSigned(address, tls)));
            ServerOptions options = ServerOptions.of(address, plainPort)
                    .withControlHosts(settings.server().controlHosts())
                    .withTls(certificate.map(
                            shown -> new ServerOptions.Tls(securePort.orElse(0), shown.context(new SecureRandom()))));
            Assembly assembly = new Assembly(settings, clock, issuerKeys);
            Reloader reloader = new Reloader(config, settings, assembly::reload, clock);
            ConfigWatcher watcher = new ConfigWatcher(reloader);
            Optional<String> pem = certificate.map(ServerCertificate::pem);
            HttpServer server = HttpServer.start(options, assembly.routes(reloader, pem));
            return new Understudy(server, assembly, reloader, watcher, certificate);
        }

        private void requireDifferent(int plain, Optional<Integer> secure) throws InvalidConfigurationException {
            if (plain != 0 && secure.equals(Optional.of(plain))) {
                throw InvalidConfigurationException.of(
                        new Fault(config.name(), 0, "", "http and https cannot both listen on port " + plain));
            }
        }

        /** Clients check it by their own clocks, whatever time a test makes it here. */
        private static ServerCertificate selfSigned(String host, TlsSettings tls) {
            return SelfSigned.certificate(
                    SelfSigned.names(host, tls.names()), InstantSource.system().instant(), new SecureRandom());
        }
    }
}
