package dev.understudy.control;

import dev.understudy.idp.ActiveKeyFault;
import dev.understudy.idp.IssuerKeyStoreException;
import dev.understudy.idp.IssuerState;
import dev.understudy.idp.KeyFault;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.idp.UnsupportedTokenException;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The local issuers, and what a test does to their keys; what they publish is served by the identity providers themselves. */
public final class IssuerCalls implements ControlCalls {
    private static final String ISSUERS = "/issuers/";
    private static final String FAULT = "/fault";
    private static final int MOST_TIMES = 1_000_000;

    private final LocalIssuers issuers;

    public IssuerCalls(LocalIssuers issuers) {
        this.issuers = issuers;
    }

    /** What a call does to an issuer. */
    @FunctionalInterface
    private interface Change {
        IssuerState on(String issuer, ObjectNode body) throws ControlException;
    }

    /** A call below an issuer's name, and the fields of its body. */
    private record Verb(List<String> fields, Change change) {}

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("GET", "/issuers", this::list),
                new Endpoint("GET", ISSUERS, IssuerCalls::published),
                new Endpoint("POST", ISSUERS, (request, rest) -> change(request, rest, posts())),
                new Endpoint("DELETE", ISSUERS, (request, rest) -> change(request, rest, deletes())));
    }

    private Map<String, Verb> posts() {
        return Map.of(
                "/rotate",
                new Verb(List.of("retire"), this::rotate),
                "/retire",
                new Verb(List.of(), (issuer, body) -> issuers.retire(issuer)),
                FAULT,
                new Verb(List.of("keys", "times"), this::breakKeys));
    }

    private Map<String, Verb> deletes() {
        return Map.of(FAULT, new Verb(List.of(), (issuer, body) -> issuers.mend(issuer)));
    }

    private HttpResponse list(HttpRequest request, String rest) throws ControlException {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("issuers");
        try {
            issuers.states().forEach(state -> all.add(json(state)));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        }
        return Json.response(200, answer);
    }

    /** What providers serve goes to them before it comes here. */
    private static HttpResponse published(HttpRequest request, String rest) throws ControlException {
        throw ControlException.notFound(rest
                + " is not the address of a local issuer of the configuration, which is its"
                + " name without https:// and then /.well-known/openid-configuration or what that names.");
    }

    private static HttpResponse change(HttpRequest request, String rest, Map<String, Verb> verbs)
            throws ControlException {
        Map.Entry<String, Verb> called = verbs.entrySet().stream()
                .filter(entry -> rest.endsWith(entry.getKey()))
                .findFirst()
                .orElseThrow(() -> ControlException.notFound("After the issuer's name, " + request.method() + " takes "
                        + String.join(", ", verbs.keySet().stream().sorted().toList()) + "."));
        String path = called.getKey();
        Verb verb = called.getValue();
        ObjectNode body = request.body().length == 0 ? Json.object() : Json.body(request);
        for (String field : body.propertyNames()) {
            if (!verb.fields().contains(field)) {
                throw ControlException.badRequest("There is no field \"" + field + "\" here; "
                        + (verb.fields().isEmpty()
                                ? "this call takes none."
                                : "the fields are: " + String.join(", ", verb.fields()) + "."));
            }
        }
        try {
            String issuer = rest.substring(0, rest.length() - path.length());
            return Json.response(200, json(verb.change().on(issuer, body)));
        } catch (UnknownIssuerException unknown) {
            throw ControlException.notFound(String.valueOf(unknown.getMessage()));
        } catch (UnsupportedTokenException unsupported) {
            throw ControlException.badRequest(String.valueOf(unsupported.getMessage()));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        }
    }

    private IssuerState rotate(String issuer, ObjectNode body) throws ControlException {
        JsonNode retire = body.path("retire");
        if (!isAbsent(retire) && !retire.isBoolean()) {
            throw ControlException.badRequest("\"retire\" must be true or false.");
        }
        return retire.asBoolean(false) ? issuers.replace(issuer) : issuers.rotate(issuer);
    }

    private IssuerState breakKeys(String issuer, ObjectNode body) throws ControlException {
        KeyFault fault = Optional.of(body.path("keys"))
                .filter(JsonNode::isString)
                .flatMap(word -> KeyFault.named(word.stringValue()))
                .orElseThrow(() -> ControlException.badRequest(
                        "\"keys\" must be one of " + String.join(", ", KeyFault.words()) + "."));
        JsonNode times = body.path("times");
        if (isAbsent(times)) {
            return issuers.breakKeys(issuer, fault);
        }
        if (!times.isIntegralNumber()
                || !times.canConvertToInt()
                || times.intValue() < 1
                || times.intValue() > MOST_TIMES) {
            throw ControlException.badRequest("\"times\" must be a whole number from 1 to " + MOST_TIMES + ".");
        }
        return issuers.breakKeys(issuer, fault, times.intValue());
    }

    /** As everywhere in the control API, what is null is not said. */
    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ObjectNode json(IssuerState state) {
        ObjectNode json = Json.object().put("issuer", state.issuer());
        state.signing().forEach(json.putArray("signing")::add);
        state.earlier().forEach(json.putArray("earlier")::add);
        state.fault().ifPresentOrElse(fault -> json.set("fault", json(fault)), () -> json.putNull("fault"));
        return json;
    }

    private static ObjectNode json(ActiveKeyFault active) {
        ObjectNode json = Json.object().put("keys", active.fault().word());
        active.times().ifPresent(times -> json.put("times", times));
        return json;
    }
}
