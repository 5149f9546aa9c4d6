package dev.understudy.idp;

import dev.understudy.aws.Misspelling;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a {@link TokenRequest} from JSON, strictly. A field that is null counts as absent. */
final class TokenRequestReader {
    /** What every token may have, with a preset or without; a preset's options are called otherwise. */
    static final Set<String> FIELDS = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(
            "preset",
            "issuer",
            "audience",
            "subject",
            "claims",
            "header",
            "expiresIn",
            "notBefore",
            "algorithm",
            "omitClaims",
            "omitHeader")));

    private final ObjectNode body;

    TokenRequestReader(ObjectNode body) {
        this.body = body;
    }

    /** What the body says goes on top of the preset's token. */
    TokenRequest read() throws InvalidTokenRequestException {
        TokenRequest base = base();
        ObjectNode claims = object("claims");
        ObjectNode header = object("header");
        return new TokenRequest(
                issuer().orElse(base.issuer()),
                base.audience(),
                string("subject").or(base::subject),
                base.claims().setAll(claims),
                base.header().setAll(header),
                duration("expiresIn").orElse(base.expiresIn()),
                duration("notBefore").or(base::notBefore),
                algorithm(),
                omitted(base.omitClaims(), claims, strings("omitClaims")),
                omitted(base.omitHeader(), header, strings("omitHeader")));
    }

    /** The preset's token, or one that says nothing. */
    private TokenRequest base() throws InvalidTokenRequestException {
        Optional<String> name = string("preset");
        if (name.isPresent()) {
            PresetRequest facts =
                    PresetRequest.fromJson(preset(name.get()), body.deepCopy().remove(FIELDS));
            try {
                return facts.token(strings("audience"));
            } catch (IllegalArgumentException contradictory) {
                throw new InvalidTokenRequestException(String.valueOf(contradictory.getMessage()));
            }
        }
        for (String member : body.propertyNames()) {
            if (!FIELDS.contains(member)) {
                throw new InvalidTokenRequestException(
                        "There is no field \"" + member + "\"; the fields are " + String.join(", ", FIELDS) + ".");
            }
        }
        String issuer = issuer().orElseThrow(TokenRequestReader::noIssuer);
        return TokenRequest.of(issuer, strings("audience"), Optional.empty());
    }

    private static Preset preset(String name) throws InvalidTokenRequestException {
        return Preset.named(name)
                .orElseThrow(() -> new InvalidTokenRequestException("There is no such preset"
                        + Misspelling.nearest(name.substring(0, Math.min(name.length(), 64)), Preset.names())
                                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                                .orElse("; the presets are " + String.join(", ", Preset.names()) + ".")));
    }

    private Optional<String> issuer() throws InvalidTokenRequestException {
        Optional<String> issuer = string("issuer");
        if (issuer.isPresent() && issuer.get().isEmpty()) {
            throw noIssuer();
        }
        return issuer;
    }

    private static InvalidTokenRequestException noIssuer() {
        return new InvalidTokenRequestException("\"issuer\" is missing; it is an issuer that the configuration calls"
                + " local, such as https://server.example.com.");
    }

    /** What the body sets is there again, though the preset's tokens are without it. */
    private static Set<String> omitted(Set<String> before, ObjectNode set, List<String> more) {
        Set<String> names = new LinkedHashSet<>(before);
        names.removeAll(set.propertyNames());
        names.addAll(more);
        return names;
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

    private Optional<Duration> duration(String name) throws InvalidTokenRequestException {
        Optional<JsonNode> node = present(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(duration(node.get())
                .filter(TokenRequest::isPossible)
                .orElseThrow(() -> new InvalidTokenRequestException("\"" + name
                        + "\" must be whole seconds, such as 3600 or -60, or an ISO 8601 duration, such as \"PT1H\", of"
                        + " at most " + TokenRequest.LONGEST.toDays() + " days.")));
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
