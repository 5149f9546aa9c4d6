package dev.understudy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;

/** The command line. Exit codes: 0 done, 1 refused or failed, 2 bad usage or configuration. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        configureLogging();
        PrintWriter out = printer(System.out);
        PrintWriter err = printer(System.err);
        System.exit(run(args, new Terminal(System.getenv(), out, err)));
    }

    private static PrintWriter printer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    /** Runs a command as the shell would, and returns its exit code. */
    static int run(String[] args, Terminal terminal) {
        // Without arguments nothing need be parsed, and to prepare for it takes as long as all else in a start.
        return args.length == 0 ? ServeCommand.serve(terminal) : parse(args, terminal);
    }

    private static int parse(String[] args, Terminal terminal) {
        return new CommandLine(new ServeCommand(terminal))
                .addSubcommand(new CommandLine(new ServeCommand(terminal)).setCommandName("serve"))
                .addSubcommand(new TokenCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionExceptionHandler((failure, command, result) -> report(failure, terminal))
                .execute(args);
    }

    /** Prints why a command failed, and gives the exit code. */
    static int report(Exception failure, Terminal terminal) {
        terminal.err().println("understudy: " + failure.getMessage());
        return FAILED;
    }

    /** Somebody who brings a logging configuration of their own keeps it. */
    private static void configureLogging() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try (InputStream configuration = Main.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a command sees of the world: the environment, and where it prints. */
    record Terminal(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        Terminal {
            environment = Map.copyOf(environment);
        }

        /** The environment may hold secrets. */
        @Override
        public String toString() {
            return "Terminal";
        }
    }
}
