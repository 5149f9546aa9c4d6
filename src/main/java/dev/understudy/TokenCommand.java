package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.idp.InvalidTokenRequestException;
import dev.understudy.idp.Preset;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.idp.UnsupportedTokenException;
import dev.understudy.json.JsonReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints a token signed with a local issuer's key. */
@Command(
        name = "token",
        description = "Prints a token signed with a local issuer's key, which a server on this machine verifies.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    /** A text such as "1 2" is not the number one. */
    private static final JsonReader JSON = JsonReader.lastWins();

    private final Main.Terminal terminal;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "The vendor whose token it shall be; its options are listed below.")
    private Optional<String> preset = Optional.empty();

    @Unmatched
    private List<String> presetOptions = new ArrayList<>();

    @Option(names = "--issuer", paramLabel = "URL", description = "An issuer marked as local; needed without a preset.")
    private Optional<String> issuer = Optional.empty();

    @Option(
            names = "--audience",
            paramLabel = "ID",
            description = "The aud claim, or the app of an access token; the claim may be given more than once.")
    private List<String> audience = List.of();

    @Option(names = "--subject", paramLabel = "ID", description = "The sub claim, or the user of an access token.")
    private Optional<String> subject = Optional.empty();

    @Option(
            names = "--claim",
            paramLabel = "NAME=VALUE",
            description = "A further claim; a value that is JSON is taken as JSON, any other as text.")
    private Map<String, String> claims = new LinkedHashMap<>();

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A further member of the header, likewise.")
    private Map<String, String> header = new LinkedHashMap<>();

    @Option(
            names = "--expires-in",
            paramLabel = "TIME",
            description =
                    "Seconds, or ISO 8601 such as PT1H, from now to exp; an hour, or what is the preset's. May be negative.")
    private Optional<String> expiresIn = Optional.empty();

    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "The same from now to nbf, which a token does not have by default.")
    private Optional<String> notBefore = Optional.empty();

    @Option(
            names = "--algorithm",
            paramLabel = "ALG",
            description = "RS256 by default; RS384, RS512, ES256, ES384, ES512; none and HS256 for bad tokens.")
    private Optional<String> algorithm = Optional.empty();

    @Option(names = "--omit-claim", paramLabel = "NAME", description = "A claim to leave out.")
    private List<String> omitClaims = List.of();

    @Option(names = "--omit-header", paramLabel = "NAME", description = "A member of the header to leave out.")
    private List<String> omitHeader = List.of();

    TokenCommand(Main.Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with the presets in its help. */
    static CommandLine commandLine(Main.Terminal terminal) {
        CommandLine command = new CommandLine(new TokenCommand(terminal));
        command.getCommandSpec().usageMessage().footer(PresetOptions.help());
        return command;
    }

    @Override
    public Integer call() {
        try {
            Assembly assembly =
                    new Assembly(config.load(terminal), InstantSource.system(), Environment.issuerKeys(terminal));
            terminal.out().println(assembly.issuers().sign(TokenRequest.fromJson(body())));
            return Main.OK;
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        } catch (BadUsageException
                | InvalidTokenRequestException
                | UnknownIssuerException
                | UnsupportedTokenException invalid) {
            terminal.err().println(invalid.getMessage());
            return Main.BAD_USAGE;
        }
    }

    /** The options become the control API's body, so that both are read in one place. */
    private ObjectNode body() throws BadUsageException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        addPreset(body);
        issuer.ifPresent(url -> body.put("issuer", url));
        audience.forEach(body.withArray("audience")::add);
        subject.ifPresent(text -> body.put("subject", text));
        claims.forEach((name, value) -> body.withObject("/claims").set(name, value(value)));
        header.forEach((name, value) -> body.withObject("/header").set(name, value(value)));
        expiresIn.ifPresent(time -> body.set("expiresIn", value(time)));
        notBefore.ifPresent(time -> body.set("notBefore", value(time)));
        algorithm.ifPresent(name -> body.put("algorithm", name));
        omitClaims.forEach(body.withArray("omitClaims")::add);
        omitHeader.forEach(body.withArray("omitHeader")::add);
        return body;
    }

    private void addPreset(ObjectNode body) throws BadUsageException {
        if (preset.isEmpty()) {
            if (!presetOptions.isEmpty()) {
                throw new UnmatchedArgumentException(spec.commandLine(), presetOptions);
            }
            if (issuer.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "Give --issuer or --preset.");
            }
            return;
        }
        body.put("preset", preset.get());
        // A preset that there is not is refused by who reads the body.
        Optional<Preset> named = Preset.named(preset.get());
        if (named.isPresent()) {
            PresetOptions.read(named.get(), presetOptions).forEach(body::put);
        }
    }

    private static JsonNode value(String text) {
        try {
            JsonNode json = JSON.read(text);
            return json.isMissingNode() ? JsonNodeFactory.instance.stringNode(text) : json;
        } catch (JacksonException plainText) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }
}
