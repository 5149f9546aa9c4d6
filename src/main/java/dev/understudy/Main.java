package dev.understudy;

import dev.understudy.config.LogSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line. Exit codes: 0 done, 1 refused or failed, 2 bad usage or configuration. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        CommandLog log = CommandLog.start();
        PrintWriter out = printer(System.out);
        PrintWriter err = printer(System.err);
        System.exit(run(args, new Terminal(System.getenv(), out, err, log::apply)));
    }

    private static PrintWriter printer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    /** Runs a command as the shell would, and returns its exit code. */
    static int run(String[] args, Terminal terminal) {
        // Without arguments nothing need be parsed, and to prepare for it takes as long as all else in a start.
        return args.length == 0 ? serve(terminal) : parse(args, terminal);
    }

    private static int serve(Terminal terminal) {
        try {
            return new Serving(terminal).run(Serving.Options.NONE);
        } catch (BadUsageException usage) {
            terminal.err().println(usage.getMessage());
            return BAD_USAGE;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            return report(failure, terminal);
        }
    }

    private static int parse(String[] args, Terminal terminal) {
        return new CommandLine(new ServeCommand(terminal))
                .addSubcommand(new CommandLine(new ServeCommand(terminal)).setCommandName("serve"))
                .addSubcommand(TokenCommand.commandLine(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setExecutionStrategy(Main::execute)
                .setExecutionExceptionHandler((failure, command, result) -> report(failure, terminal))
                .execute(args);
    }

    /** Runs the last command named. Options before its name would be those of another command, and be ignored. */
    private static int execute(ParseResult parsed) {
        Optional<String> misplaced = parsed.matchedOptions().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .findFirst();
        if (parsed.hasSubcommand() && misplaced.isPresent()) {
            String command = parsed.subcommand().commandSpec().name();
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    "Write " + misplaced.get() + " after " + command + ": before it, it has no effect.");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** Prints why a command failed, and gives the exit code. */
    private static int report(Exception failure, Terminal terminal) {
        terminal.err().println("understudy: " + failure.getMessage());
        return FAILED;
    }

    /** What a command sees of the world: the environment, where it prints, and how its log is set. */
    record Terminal(Map<String, String> environment, PrintWriter out, PrintWriter err, Consumer<LogSettings> log) {
        Terminal {
            environment = Map.copyOf(environment);
        }

        /** One whose log is somebody else's matter. */
        Terminal(Map<String, String> environment, PrintWriter out, PrintWriter err) {
            this(environment, out, err, settings -> {});
        }

        /** The environment may hold secrets. */
        @Override
        public String toString() {
            return "Terminal";
        }
    }
}
