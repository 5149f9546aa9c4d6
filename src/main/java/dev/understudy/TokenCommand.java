package dev.understudy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.idp.InvalidTokenRequestException;
import dev.understudy.idp.OpaqueTokenException;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.json.JsonReader;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = "--issuer", required = true, paramLabel = "URL", description = "An issuer marked as local.")
    private String issuer;

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
            description = "Seconds, or ISO 8601 such as PT1H, from now to exp; an hour by default. May be negative.")
    private Optional<String> expiresIn = Optional.empty();

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

    @Override
    public Integer call() {
        try {
            Assembly assembly =
                    new Assembly(config.load(terminal), InstantSource.system(), Environment.issuerKeys(terminal));
            terminal.out().println(assembly.issuers().sign(TokenRequest.fromJson(body())));
            return Main.OK;
        } catch (InvalidConfigurationException invalid) {
            return Environment.report(invalid, terminal);
        } catch (InvalidTokenRequestException | UnknownIssuerException | OpaqueTokenException invalid) {
            terminal.err().println(invalid.getMessage());
            return Main.BAD_USAGE;
        }
    }

    /** The options become the control API's body, so that both are read in one place. */
    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("issuer", issuer);
        audience.forEach(body.withArray("audience")::add);
        subject.ifPresent(text -> body.put("subject", text));
        claims.forEach((name, value) -> body.withObject("/claims").set(name, value(value)));
        header.forEach((name, value) -> body.withObject("/header").set(name, value(value)));
        expiresIn.ifPresent(time -> body.set("expiresIn", value(time)));
        algorithm.ifPresent(name -> body.put("algorithm", name));
        omitClaims.forEach(body.withArray("omitClaims")::add);
        omitHeader.forEach(body.withArray("omitHeader")::add);
        return body;
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
