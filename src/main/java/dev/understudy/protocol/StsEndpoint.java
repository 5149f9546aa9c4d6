package dev.understudy.protocol;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.Caller;
import dev.understudy.sts.GetCallerIdentity;
import dev.understudy.sts.Journal;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.StsResult;
import dev.understudy.sts.Trace;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** STS over the Query protocol: routes a request to its operation, and renders what came of it. */
public final class StsEndpoint implements HttpHandler {
    static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    /** AWS answers an unknown action in a namespace of its own. */
    private static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    private static final String NO_ACTION_LOCATION = "https://aws.amazon.com/iam";
    private static final String INTERNAL_FAILURE =
            "The request processing has failed because of an unknown error, exception or failure.";

    private final Map<String, Operation> operations;
    private final Authenticator authenticator;
    private final Journal journal;
    private final InstantSource clock;
    private final InstantSource clientClock;
    private final SecureRandom random;
    private final Supplier<String> region;
    private final System.Logger log = System.getLogger(StsEndpoint.class.getName());

    public StsEndpoint(
            AssumeRoleWithWebIdentity assumeRole,
            GetCallerIdentity callerIdentity,
            Authenticator authenticator,
            Journal journal,
            InstantSource clock,
            InstantSource clientClock,
            SecureRandom random,
            Supplier<String> region) {
        this.operations = StsOperations.of(assumeRole, callerIdentity);
        this.authenticator = authenticator;
        this.journal = journal;
        this.clock = clock;
        this.clientClock = clientClock;
        this.random = random;
        this.region = region;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Instant date = clientClock.instant();
        RequestId requestId = RequestId.next(random, date, region.get());
        Exchange exchange = new Exchange(request, clock.instant(), date, requestId, WireFormat.of(request));
        if (!request.path().equals("/")) {
            return exchange.unknownOperation();
        }
        String action = "";
        try {
            QueryRequest query = QueryRequest.read(request);
            if (query.action().isEmpty()) {
                return exchange.redirect(NO_ACTION_LOCATION);
            }
            action = query.action().get();
            return route(exchange, action, query);
        } catch (StsException refusal) {
            return refuse(exchange, action, NAMESPACE, refusal, "parameters");
        } catch (RuntimeException defect) {
            log.log(
                    System.Logger.Level.ERROR,
                    "A defect, in request " + exchange.requestId().id(),
                    defect);
            StsException failure = new StsException(
                    new StsFault(StsErrorCode.INTERNAL_FAILURE, INTERNAL_FAILURE),
                    "A defect of Understudy; see its log.");
            return refuse(exchange, action, NAMESPACE, failure, "internal");
        }
    }

    private HttpResponse route(Exchange exchange, String action, QueryRequest query) throws StsException {
        String version = query.version().orElse("NO_VERSION_SPECIFIED");
        Optional<Operation> operation =
                version.equals(VERSION) ? Optional.ofNullable(operations.get(action)) : Optional.empty();
        if (operation.isEmpty()) {
            String message = "Could not find operation " + action + " for version " + version;
            StsException unknown = new StsException(StsErrorCode.INVALID_ACTION, message);
            return refuse(exchange, action, FAULT_NAMESPACE, unknown, "action");
        }
        return answer(exchange, action, invoke(operation.get(), exchange, query));
    }

    private StsResult<List<Element>> invoke(Operation operation, Exchange exchange, QueryRequest query)
            throws StsException {
        if (operation instanceof Operation.Signed signed) {
            Caller caller = authenticator.authenticate(exchange.request());
            return signed.call().on(caller, query.parameters());
        }
        return ((Operation.Unsigned) operation).call().on(query.parameters(), exchange.facts(region.get()));
    }

    private HttpResponse answer(Exchange exchange, String action, StsResult<List<Element>> result) {
        if (result instanceof StsResult.Refused<List<Element>> refused) {
            return fault(exchange, action, NAMESPACE, refused.fault(), refused.trace());
        }
        StsResult.Granted<List<Element>> granted = (StsResult.Granted<List<Element>>) result;
        journal.record(exchange.call(action, Optional.empty(), granted.trace()));
        String body = exchange.format().success(action, granted.response(), exchange.requestId(), NAMESPACE);
        return exchange.respond(200, body);
    }

    private HttpResponse refuse(
            Exchange exchange, String action, String namespace, StsException refusal, String check) {
        Trace trace = Trace.of(new Step(check, Outcome.FAILED, refusal.reason()));
        return fault(exchange, action, namespace, refusal.fault(), trace);
    }

    private HttpResponse fault(Exchange exchange, String action, String namespace, StsFault fault, Trace trace) {
        journal.record(exchange.call(action, Optional.of(fault), trace));
        String body = exchange.format().error(fault, exchange.requestId(), namespace);
        return exchange.respond(fault.code().status(), body);
    }
}
