package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Listens until the process is stopped. It knows no command line, which takes longer to prepare than all else. */
final class Serving {
    private final Main.Terminal terminal;
    /** For the thread that stops it. */
    private volatile Optional<Understudy> started = Optional.empty();

    Serving(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What replaces the environment's word and the configuration's; a port is still text.
     *
     * @param watch whether a changed configuration is read again
     */
    record Options(
            Optional<Path> config,
            Optional<String> host,
            Optional<String> port,
            Optional<String> tlsPort,
            boolean watch) {
        static final Options NONE =
                new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /**
     * Serves, and comes back only if it cannot.
     *
     * @return the exit code
     * @throws BadUsageException if an option or a variable makes no sense
     * @throws IOException if the address cannot be listened on
     */
    int run(Options options) throws BadUsageException, IOException, InterruptedException {
        Thread hook = new Thread(this::stop, "understudy-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return serve(options);
        } finally {
            // Whoever comes back has an exit code of its own.
            remove(hook);
        }
    }

    private int serve(Options options) throws BadUsageException, IOException, InterruptedException {
        Optional<LogSettings.Format> format = logFormat();
        format.ifPresent(it -> terminal.log().accept(new LogSettings(it, LogSettings.DEFAULT.level())));
        Understudy understudy;
        try {
            understudy = builder(options).start();
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        }
        started = Optional.of(understudy);
        LogSettings log = understudy.log();
        terminal.log().accept(new LogSettings(format.orElse(log.format()), log.level()));
        terminal.out().println(ready(understudy));
        if (options.watch()) {
            understudy.watcher().start();
        }
        new CountDownLatch(1).await();
        return Main.OK;
    }

    /**
     * Lets the calls in flight finish, then ends the process. Who stops when told to has not failed: left alone, Java
     * would end with 143 after SIGTERM and 130 after SIGINT, and only halting can say otherwise.
     */
    private void stop() {
        int code = Main.FAILED;
        try {
            started.ifPresent(Understudy::close);
            code = Main.OK;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The process was told to stop before it failed; the hook runs, and ends it.
        }
    }

    /** Most SDKs read AWS_REGION; the older command line and boto3 read AWS_DEFAULT_REGION. */
    private static String ready(Understudy understudy) {
        String line = "Understudy is ready: export AWS_ENDPOINT_URL_STS=" + understudy.endpoint() + " AWS_REGION="
                + understudy.region() + " AWS_DEFAULT_REGION=" + understudy.region();
        // A comment, so that the line can still be pasted into a shell.
        return understudy
                .tlsEndpoint()
                .map(secure -> line + " # also " + secure)
                .orElse(line);
    }

    private Understudy.Builder builder(Options options) throws BadUsageException {
        Understudy.Builder builder = Understudy.builder()
                .listenAsConfigured()
                .config(Environment.config(options.config(), terminal))
                .issuerKeys(Environment.issuerKeys(terminal));
        Optional<String> address = options.host().or(() -> Environment.value(terminal, "UNDERSTUDY_HOST"));
        if (address.isPresent()) {
            builder = builder.host(address.get());
        }
        Optional<Integer> number = port("--port", options.port(), "UNDERSTUDY_PORT");
        if (number.isPresent()) {
            builder = builder.port(number.get());
        }
        Optional<Integer> secure = port("--tls-port", options.tlsPort(), "UNDERSTUDY_TLS_PORT");
        return secure.isPresent() ? builder.tlsPort(secure.get()) : builder;
    }

    /** The option's port, or else the variable's. */
    private Optional<Integer> port(String option, Optional<String> given, String variable) throws BadUsageException {
        String name = given.isPresent() ? option : variable;
        Optional<String> text = given.or(() -> Environment.value(terminal, variable));
        return text.isPresent() ? Optional.of(portOf(name, text.get())) : Optional.empty();
    }

    private Optional<LogSettings.Format> logFormat() throws BadUsageException {
        Optional<String> word = Environment.value(terminal, "UNDERSTUDY_LOG_FORMAT");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (word.get()) {
                    case "text" -> LogSettings.Format.TEXT;
                    case "json" -> LogSettings.Format.JSON;
                    default ->
                        throw new BadUsageException(
                                "UNDERSTUDY_LOG_FORMAT must be text or json, not '" + word.get() + "'.");
                });
    }

    private static int portOf(String name, String text) throws BadUsageException {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new BadUsageException(name + " must be a number from 0 to 65535, not '" + text + "'.");
    }
}
