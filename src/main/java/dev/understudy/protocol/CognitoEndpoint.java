package dev.understudy.protocol;

import dev.understudy.aws.AccountId;
import dev.understudy.cognito.CognitoErrorCode;
import dev.understudy.cognito.CognitoException;
import dev.understudy.cognito.CognitoOperation;
import dev.understudy.cognito.IdentityPools;
import dev.understudy.journal.Asked;
import dev.understudy.journal.Call;
import dev.understudy.json.JsonPrinter;
import dev.understudy.json.JsonReader;
import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Amazon Cognito identity pools over AWS JSON 1.1. */
public final class CognitoEndpoint implements HttpHandler {
    private static final String SERVICE = "AWSCognitoIdentityService.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final Pattern PROVIDER = Pattern.compile("[\\w.:/-]{1,128}");
    private static final int MOST_PROVIDERS = 10;
    private static final int LONGEST_TEXT = 100_000;
    private static final JsonReader JSON = JsonReader.strict().deepest(32).longestText(LONGEST_TEXT);

    private final IdentityPools pools;
    private final CognitoCallers callers;
    private final Supplier<AccountId> account;
    private final Reception reception;

    /** @param account whose pools unsigned calls mean */
    public CognitoEndpoint(
            IdentityPools pools, CognitoCallers callers, Supplier<AccountId> account, Reception reception) {
        this.pools = pools;
        this.callers = callers;
        this.account = account;
        this.reception = reception;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        Exchange exchange = reception.begin(request);
        String name = request.headers()
                .first(AwsEndpoint.TARGET)
                .filter(target -> target.startsWith(SERVICE))
                .map(target -> target.substring(SERVICE.length()))
                .orElse("");
        try {
            // Whatever the body is, the call is known by its name.
            exchange.call().asks(name, Asked.NOTHING);
            ObjectNode parameters = parameters(request);
            exchange.call().asks(name, asked(parameters));
            return carryOut(exchange, operation(name), parameters);
        } catch (CognitoException refused) {
            return refuse(exchange, refused);
        } catch (RuntimeException defect) {
            reception.logDefect(exchange, defect);
            return refuse(
                    exchange,
                    new CognitoException(
                            CognitoErrorCode.INTERNAL_ERROR,
                            "An internal error has occurred.",
                            "A defect of Understudy; see its log."));
        }
    }

    private CognitoOperation operation(String name) throws CognitoException {
        return pools.operation(name)
                .orElseThrow(() -> new CognitoException(
                        CognitoErrorCode.UNKNOWN_OPERATION,
                        "The operation is unknown.",
                        "The header " + AwsEndpoint.TARGET + " names no operation that is served; those of identity"
                                + " pools begin with " + SERVICE + "."));
    }

    private HttpResponse carryOut(Exchange exchange, CognitoOperation operation, ObjectNode parameters)
            throws CognitoException {
        AccountId whose = switch (operation.access()) {
            case UNSIGNED -> account.get();
            case SIGNED -> callers.authorize(exchange, operation, parameters, reception.region());
        };
        ObjectNode output = operation
                .action()
                .on(new CognitoOperation.Invocation(parameters, whose, exchange.facts(reception.region())));
        issued(output).ifPresent(exchange.call()::issues);
        Trace trace = Trace.of(new Step("identity pool", Outcome.PASSED, operation.name() + " was carried out."));
        record(exchange, exchange.call().allowed(trace));
        return exchange.respondInJson(200, JsonPrinter.PLAIN.print(output), CONTENT_TYPE);
    }

    private static ObjectNode parameters(HttpRequest request) throws CognitoException {
        if (request.body().length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (JSON.read(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw new CognitoException(
                    CognitoErrorCode.SERIALIZATION,
                    "The request is not well-formed JSON.",
                    "The body cannot be read as JSON within the limits.");
        }
        throw new CognitoException(CognitoErrorCode.SERIALIZATION, "The request is not a JSON object.");
    }

    /** What of the parameters may be kept: the providers, not their tokens, even where the two were confused. */
    private static Asked asked(ObjectNode parameters) {
        String providers = parameters.path("Logins") instanceof ObjectNode logins
                ? logins.propertyNames().stream()
                        .filter(name -> PROVIDER.matcher(name).matches())
                        .limit(MOST_PROVIDERS)
                        .collect(Collectors.joining(", "))
                : "";
        return new Asked(
                Optional.empty(),
                Optional.empty(),
                Optional.of(providers).filter(names -> !names.isEmpty()),
                Optional.of(parameters.path("IdentityId"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Call.Issued> issued(ObjectNode output) {
        JsonNode credentials = output.path("Credentials");
        return credentials.isObject()
                ? Optional.of(new Call.Issued(
                        credentials.path("AccessKeyId").stringValue(),
                        Instant.ofEpochSecond(credentials.path("Expiration").longValue())))
                : Optional.empty();
    }

    private HttpResponse refuse(Exchange exchange, CognitoException refused) {
        Trace trace = Trace.of(new Step("identity pool", Outcome.FAILED, refused.reason()));
        StsFault fault = new StsFault(refused.code(), String.valueOf(refused.getMessage()));
        record(exchange, exchange.call().refused(fault, trace));
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", refused.code().wireCode())
                .put("message", String.valueOf(refused.getMessage()));
        return exchange.respondInJson(refused.code().status(), JsonPrinter.PLAIN.print(body), CONTENT_TYPE)
                .with("x-amzn-ErrorType", refused.code().wireCode());
    }

    private void record(Exchange exchange, Call call) {
        reception.record(exchange, call, pools.operation(call.action()).isPresent());
    }
}
