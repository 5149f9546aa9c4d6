package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.LogSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Listens until it is stopped. */
@Command(
        name = "understudy",
        description = "A local stand-in for AWS STS that checks what AWS checks, and says why it refused. Without a"
                + " command, it serves.",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Versions.class)
final class ServeCommand implements Callable<Integer> {
    private final Main.Terminal terminal;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on, 127.0.0.1 by default.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on, 4592 by default; 0 takes any.")
    private Optional<String> port = Optional.empty();

    @Option(names = "--no-watch", description = "Do not reload the configuration when a file of it changes.")
    private boolean noWatch;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            description =
                    "Port for https, beside the one for http; 0 takes any. Without a configured certificate, one is"
                            + " made; GET /_understudy/certificate hands it out.")
    private Optional<String> tlsPort = Optional.empty();

    @Spec
    private CommandSpec spec;

    ServeCommand(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<LogSettings.Format> format = logFormat();
        Understudy understudy;
        try {
            understudy = builder().start();
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        }
        LogSettings log = understudy.log();
        terminal.log().accept(new LogSettings(format.orElse(log.format()), log.level()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(understudy), "understudy-shutdown"));
        terminal.out().println(ready(understudy));
        if (!noWatch) {
            understudy.watcher().start();
        }
        new CountDownLatch(1).await();
        return Main.OK;
    }

    /**
     * Lets the calls in flight finish, then ends the process. Who stops when told to has not failed: left alone, Java
     * would end with 143 after SIGTERM and 130 after SIGINT, and only halting can say otherwise.
     */
    private void stop(Understudy understudy) {
        int code = Main.FAILED;
        try {
            understudy.close();
            code = Main.OK;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
            Runtime.getRuntime().halt(code);
        }
    }

    /** Most SDKs read AWS_REGION; the older command line and boto3 read AWS_DEFAULT_REGION. */
    private static String ready(Understudy understudy) {
        String line = "Understudy is ready: export AWS_ENDPOINT_URL_STS=%s AWS_REGION=%s AWS_DEFAULT_REGION=%s"
                .formatted(understudy.endpoint(), understudy.region(), understudy.region());
        // A comment, so that the line can still be pasted into a shell.
        return understudy
                .tlsEndpoint()
                .map(secure -> line + " # also " + secure)
                .orElse(line);
    }

    private Understudy.Builder builder() {
        Understudy.Builder builder = Understudy.builder()
                .listenAsConfigured()
                .config(config.source(terminal))
                .issuerKeys(Environment.issuerKeys(terminal));
        Optional<String> address = host.or(() -> Environment.value(terminal, "UNDERSTUDY_HOST"));
        Optional<String> number = port.or(() -> Environment.value(terminal, "UNDERSTUDY_PORT"));
        builder = address.isPresent() ? builder.host(address.get()) : builder;
        Optional<String> secure = tlsPort.or(() -> Environment.value(terminal, "UNDERSTUDY_TLS_PORT"));
        builder = secure.isPresent() ? builder.tlsPort(portOf(secure.get())) : builder;
        return number.isPresent() ? builder.port(portOf(number.get())) : builder;
    }

    private Optional<LogSettings.Format> logFormat() {
        return Environment.value(terminal, "UNDERSTUDY_LOG_FORMAT").map(word -> switch (word) {
            case "text" -> LogSettings.Format.TEXT;
            case "json" -> LogSettings.Format.JSON;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "UNDERSTUDY_LOG_FORMAT must be text or json, not '" + word + "'.");
        });
    }

    private int portOf(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new ParameterException(
                spec.commandLine(), "The port must be a number from 0 to 65535, not '" + text + "'.");
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Understudy " + Version.current()};
        }
    }
}
