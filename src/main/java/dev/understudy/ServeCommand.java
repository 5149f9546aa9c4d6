package dev.understudy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        try {
            return new Serving(terminal).run(new Serving.Options(config.path(), host, port, tlsPort, !noWatch));
        } catch (BadUsageException usage) {
            throw new ParameterException(spec.commandLine(), String.valueOf(usage.getMessage()));
        }
    }

    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Understudy " + Version.current()};
        }
    }
}
