package dev.understudy.protocol;

import dev.understudy.journal.Asked;
import dev.understudy.journal.Call;
import dev.understudy.journal.InjectedFault;
import dev.understudy.journal.InjectedFaults;
import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sigv4.SignatureVerdict;
import dev.understudy.sts.Caller;
import dev.understudy.sts.RequestFacts;
import dev.understudy.sts.StsActions;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.StsResult;
import dev.understudy.sts.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** STS over the Query protocol: routes a request to its operation, and renders what came of it. */
public final class StsEndpoint implements HttpHandler {
    static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    /** AWS answers an unknown action in a namespace of its own. */
    private static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    /** What AWS answers to others is not known; they are treated as without an action. */
    private static final List<String> METHODS = List.of("GET", "POST");

    private static final String NO_ACTION_LOCATION = "https://aws.amazon.com/iam";
    private static final String INTERNAL_FAILURE =
            "The request processing has failed because of an unknown error, exception or failure.";

    private final Map<String, Operation> operations;
    private final Authenticator authenticator;
    private final InjectedFaults faults;
    private final Reception reception;

    public StsEndpoint(StsActions actions, Authenticator authenticator, InjectedFaults faults, Reception reception) {
        this.operations = StsOperations.of(actions);
        this.authenticator = authenticator;
        this.faults = faults;
        this.reception = reception;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        Exchange exchange = reception.begin(request);
        if (!request.path().equals("/")) {
            return exchange.unknownOperation();
        }
        try {
            QueryRequest query = QueryRequest.read(request);
            if (query.action().isEmpty() || !METHODS.contains(request.method())) {
                tellOfNoAction(request, exchange);
                return exchange.redirect(NO_ACTION_LOCATION);
            }
            exchange.call().asks(query.action().get(), Asked.of(query.parameters()));
            return route(exchange, query.action().get(), query);
        } catch (StsException refusal) {
            return refuse(exchange, NAMESPACE, refusal, "parameters");
        } catch (RuntimeException defect) {
            reception.logDefect(exchange, defect);
            StsException failure = new StsException(
                    new StsFault(StsErrorCode.INTERNAL_FAILURE, INTERNAL_FAILURE),
                    "A defect of Understudy; see its log.");
            return refuse(exchange, NAMESPACE, failure, "internal");
        }
    }

    /** AWS sends such a client to a web page, which tells nobody what is wrong; browsers that look in do not mind. */
    private void tellOfNoAction(HttpRequest request, Exchange exchange) {
        if (request.method().equals("POST")) {
            reception.tell(
                    exchange,
                    "redirected as AWS does: a POST needs an Action in a body of Content-Type"
                            + " application/x-www-form-urlencoded");
        }
    }

    private HttpAnswer route(Exchange exchange, String action, QueryRequest query) {
        String version = query.version().orElse("NO_VERSION_SPECIFIED");
        if (!version.equals(VERSION)) {
            return unknown(exchange, action, version);
        }
        Optional<InjectedFaults.Waiting> injected =
                faults.take(action, exchange.call().asked().issuer());
        if (injected.isEmpty()) {
            return perform(exchange, action, query);
        }
        exchange.call().meets(injected.get());
        return faulted(exchange, action, query, injected.get().fault());
    }

    /** Answers as a test has asked for; a client cannot tell it from what AWS itself would send. */
    private HttpAnswer faulted(Exchange exchange, String action, QueryRequest query, InjectedFault injected) {
        HttpAnswer answer;
        if (injected.effect() instanceof InjectedFault.Effect.AnswerError error) {
            record(exchange, exchange.call().faulted(Optional.of(error.fault())));
            answer = exchange.fault(error.fault(), NAMESPACE);
        } else if (injected.effect() instanceof InjectedFault.Effect.DropConnection) {
            record(exchange, exchange.call().faulted(Optional.empty()));
            answer = new HttpAnswer.Dropped();
        } else {
            answer = perform(exchange, action, query);
        }
        return injected.latency().isZero() ? answer : new HttpAnswer.Delayed(answer, injected.latency());
    }

    private HttpResponse perform(Exchange exchange, String action, QueryRequest query) {
        Optional<Operation> operation = Optional.ofNullable(operations.get(action));
        if (operation.isEmpty()) {
            return unknown(exchange, action, VERSION);
        }
        try {
            return answer(exchange, action, invoke(operation.get(), exchange, query));
        } catch (StsException refusal) {
            return refuse(exchange, NAMESPACE, refusal, "parameters");
        }
    }

    private HttpResponse unknown(Exchange exchange, String action, String version) {
        String message = "Could not find operation " + action + " for version " + version;
        return refuse(exchange, FAULT_NAMESPACE, new StsException(StsErrorCode.INVALID_ACTION, message), "action");
    }

    private StsResult<List<Element>> invoke(Operation operation, Exchange exchange, QueryRequest query)
            throws StsException {
        RequestRegion asked = new RequestRegion(reception.region());
        if (operation instanceof Operation.Signed signed) {
            SignatureVerdict.Authentic<Caller> authentic =
                    authenticator.authenticate(exchange.request(), exchange.call());
            RequestFacts facts = exchange.facts(asked.signed(authentic.region()));
            return signed.call().on(authentic.principal(), query.parameters(), facts);
        }
        RequestFacts facts = exchange.facts(asked.unsigned(exchange.request()));
        return ((Operation.Unsigned) operation).call().on(query.parameters(), facts);
    }

    private HttpResponse answer(Exchange exchange, String action, StsResult<List<Element>> result) {
        if (result instanceof StsResult.Refused<List<Element>> refused) {
            return refuse(exchange, NAMESPACE, refused.fault(), refused.trace());
        }
        StsResult.Granted<List<Element>> granted = (StsResult.Granted<List<Element>>) result;
        IssuedCredentials.in(granted.response()).ifPresent(exchange.call()::issues);
        record(exchange, exchange.call().allowed(granted.trace()));
        String body = exchange.format().success(action, granted.response(), exchange.requestId(), NAMESPACE);
        return exchange.respond(200, body);
    }

    private HttpResponse refuse(Exchange exchange, String namespace, StsException refusal, String check) {
        Trace trace = Trace.of(new Step(check, Outcome.FAILED, refusal.reason()));
        return refuse(exchange, namespace, refusal.fault(), trace);
    }

    private HttpResponse refuse(Exchange exchange, String namespace, StsFault fault, Trace trace) {
        record(exchange, exchange.call().refused(fault, trace));
        return exchange.fault(fault, namespace);
    }

    private void record(Exchange exchange, Call call) {
        reception.record(exchange, call, operations.containsKey(call.action()));
    }
}
