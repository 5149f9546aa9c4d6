package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.iam.Role;
import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.protocol.QueryParameters;
import dev.understudy.sts.RequestFacts;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.StsResult;
import dev.understudy.sts.Trace;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says why a token would be allowed to assume a role, or refused. Mints nothing. */
@Command(
        name = "explain",
        description = "Says why a token would be allowed to assume a role, or refused. Exit code 0 or 1.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private final Main.Terminal terminal;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--role", required = true, paramLabel = "ARN", description = "ARN of the role.")
    private String role;

    @Option(names = "--token", required = true, paramLabel = "TOKEN", description = "The web identity token.")
    private String token;

    @Option(
            names = "--session-name",
            paramLabel = "NAME",
            defaultValue = "explain",
            description = "RoleSessionName, ${DEFAULT-VALUE} by default.")
    private String sessionName;

    @Option(names = "--provider-id", paramLabel = "HOST", description = "ProviderId, for OAuth access tokens.")
    private Optional<String> providerId = Optional.empty();

    @Option(names = "--duration", paramLabel = "SECONDS", description = "DurationSeconds, 3600 by default.")
    private Optional<Integer> duration = Optional.empty();

    ExplainCommand(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = config.load(terminal);
            Assembly assembly = new Assembly(settings, InstantSource.system(), Environment.issuerKeys(terminal));
            StsResult<Role> result =
                    assembly.assumeRole().decide(assembly.assumeRole().parse(parameters()), facts(settings));
            return print(result.refusal(), result.trace());
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        } catch (StsException refusal) {
            return print(
                    Optional.of(refusal.fault()), Trace.of(new Step("parameters", Outcome.FAILED, refusal.reason())));
        }
    }

    /** A person at a terminal stands for a client on this machine. */
    private static RequestFacts facts(Settings settings) {
        return new RequestFacts(
                InstantSource.system().instant(), "127.0.0.1", false, Optional.empty(), settings.region());
    }

    private QueryParameters parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("RoleArn", role);
        parameters.put("RoleSessionName", sessionName);
        parameters.put("WebIdentityToken", token);
        providerId.ifPresent(host -> parameters.put("ProviderId", host));
        duration.ifPresent(seconds -> parameters.put("DurationSeconds", seconds.toString()));
        return new QueryParameters(parameters);
    }

    private int print(Optional<StsFault> fault, Trace trace) {
        terminal.out().println(fault.isEmpty() ? "ALLOWED" : "REFUSED");
        terminal.out().println(trace.summary());
        fault.ifPresent(shown -> terminal.out().println("AWS answers only: " + shown));
        terminal.out().println();
        for (Step step : trace.steps()) {
            String mark = switch (step.outcome()) {
                case PASSED -> "ok  ";
                case FAILED -> "FAIL";
                case SKIPPED -> "-   ";
            };
            terminal.out().printf("  %s  %-16s  %s%n", mark, step.check(), step.detail());
        }
        return fault.isEmpty() ? Main.OK : Main.FAILED;
    }
}
