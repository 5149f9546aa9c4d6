package dev.understudy.idp;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a {@link TokenRequest} from JSON, strictly. A field that is null counts as absent. */
final class TokenRequestReader {
    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of(
            "issuer", "audience", "subject", "claims", "header", "expiresIn", "algorithm", "omitClaims", "omitHeader"));

    private final ObjectNode body;

    TokenRequestReader(ObjectNode body) {
        this.body = body;
    }

    TokenRequest read() throws InvalidTokenRequestException {
        for (String name : body.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw new InvalidTokenRequestException(
                        "There is no field \"" + name + "\"; the fields are " + String.join(", ", FIELDS) + ".");
            }
        }
        String issuer = string("issuer")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new InvalidTokenRequestException(
                        "\"issuer\" is missing; it is an issuer that the configuration calls local, such as"
                                + " https://server.example.com."));
        return new TokenRequest(
                issuer,
                strings("audience"),
                string("subject"),
                object("claims"),
                object("header"),
                expiresIn(),
                algorithm(),
                new LinkedHashSet<>(strings("omitClaims")),
                new LinkedHashSet<>(strings("omitHeader")));
    }

    private Optional<String> string(String name) throws InvalidTokenRequestException {
        Optional<JsonNode> node = present(name);
        if (node.isPresent() && !node.get().isString()) {
            throw new InvalidTokenRequestException("\"" + name + "\" must be a string.");
        }
        return node.map(JsonNode::stringValue);
    }

    private List<String> strings(String name) throws InvalidTokenRequestException {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get().isString()) {
            return List.of(node.get().stringValue());
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : node.get()) {
            if (element.isString()) {
                strings.add(element.stringValue());
            }
        }
        if (!node.get().isArray() || strings.size() != node.get().size()) {
            throw new InvalidTokenRequestException("\"" + name + "\" must be a string or a list of strings.");
        }
        return strings;
    }

    private ObjectNode object(String name) throws InvalidTokenRequestException {
        JsonNode node = present(name).orElseGet(JsonNodeFactory.instance::objectNode);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidTokenRequestException("\"" + name + "\" must be an object.");
    }

    private Duration expiresIn() throws InvalidTokenRequestException {
        Optional<JsonNode> node = present("expiresIn");
        if (node.isEmpty()) {
            return TokenRequest.DEFAULT_EXPIRY;
        }
        return duration(node.get())
                .filter(TokenRequest::isPossible)
                .orElseThrow(
                        () -> new InvalidTokenRequestException("\"expiresIn\" must be whole seconds, such as 3600 or"
                                + " -60, or an ISO 8601 duration, such as \"PT1H\", of at most "
                                + TokenRequest.LONGEST.toDays() + " days."));
    }

    private static Optional<Duration> duration(JsonNode node) {
        try {
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return Optional.of(Duration.ofSeconds(node.longValue()));
            }
            return node.isString() ? Optional.of(Duration.parse(node.stringValue())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private TokenAlgorithm algorithm() throws InvalidTokenRequestException {
        Optional<String> name = string("algorithm");
        if (name.isEmpty()) {
            return TokenAlgorithm.RS256;
        }
        return TokenAlgorithm.named(name.get())
                .orElseThrow(() -> new InvalidTokenRequestException(
                        "\"algorithm\" must be one of " + String.join(", ", TokenAlgorithm.names()) + "."));
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }
}
