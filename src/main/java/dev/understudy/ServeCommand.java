package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
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

    @Spec
    private CommandSpec spec;

    ServeCommand(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return serve();
        } catch (InvalidPortException invalid) {
            throw new ParameterException(spec.commandLine(), String.valueOf(invalid.getMessage()));
        }
    }

    /** Serves as the environment and the configuration say; there are no options to read. */
    static int serve(Main.Terminal terminal) {
        try {
            return new ServeCommand(terminal).serve();
        } catch (InvalidPortException invalid) {
            terminal.err().println(invalid.getMessage());
            return Main.BAD_USAGE;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            return Main.report(failure, terminal);
        }
    }

    private int serve() throws IOException, InterruptedException {
        Understudy understudy;
        try {
            understudy = builder().start();
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(understudy::close, "understudy-shutdown"));
        terminal.out().println(ready(understudy));
        new CountDownLatch(1).await();
        return Main.OK;
    }

    /** Most SDKs read AWS_REGION; the older command line and boto3 read AWS_DEFAULT_REGION. */
    private static String ready(Understudy understudy) {
        return "Understudy is ready: export AWS_ENDPOINT_URL_STS=%s AWS_REGION=%s AWS_DEFAULT_REGION=%s"
                .formatted(understudy.endpoint(), understudy.region(), understudy.region());
    }

    private Understudy.Builder builder() {
        Understudy.Builder builder = Understudy.builder()
                .listenAsConfigured()
                .config(config.source(terminal))
                .issuerKeys(Environment.servedIssuerKeys(terminal));
        Optional<String> address = host.or(() -> Environment.value(terminal, "UNDERSTUDY_HOST"));
        Optional<String> number = port.or(() -> Environment.value(terminal, "UNDERSTUDY_PORT"));
        builder = address.isPresent() ? builder.host(address.get()) : builder;
        return number.isPresent() ? builder.port(portOf(number.get())) : builder;
    }

    private static int portOf(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new InvalidPortException("The port must be a number from 0 to 65535, not '" + text + "'.");
    }

    private static final class InvalidPortException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        InvalidPortException(String sentence) {
            super(sentence);
        }
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Understudy " + Version.current()};
        }
    }
}
