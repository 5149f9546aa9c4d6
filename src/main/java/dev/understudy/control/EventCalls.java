package dev.understudy.control;

import dev.understudy.aws.Misspelling;
import dev.understudy.journal.Calls;
import dev.understudy.journal.Journal;
import dev.understudy.protocol.QueryParameters;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was called, by whom and with what outcome, for a test to assert upon. */
public final class EventCalls implements ControlCalls {
    private static final List<String> OUTCOMES = List.of("allowed", "refused", "faulted");

    private static final Map<String, BiFunction<Calls, String, Calls>> FILTERS = new TreeMap<>(Map.of(
            "action", Calls::to,
            "role", Calls::forRole,
            "session", Calls::withSession,
            "subject", Calls::by,
            "caller", Calls::signedBy,
            "error", Calls::withError,
            "outcome", EventCalls::withOutcome,
            "since", EventCalls::since));

    private final Journal journal;

    public EventCalls(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("GET", "/events", this::list), new Endpoint("DELETE", "/events", this::forget));
    }

    private HttpResponse list(HttpRequest request, String rest) throws ControlException {
        QueryParameters parameters = Query.of(request);
        Calls calls = journal.calls();
        for (String name : parameters.names()) {
            BiFunction<Calls, String, Calls> filter = FILTERS.get(name);
            if (filter == null) {
                throw ControlException.badRequest(unknown("Events have no filter", name, FILTERS.keySet()));
            }
            try {
                calls = filter.apply(calls, parameters.string(name).orElse(""));
            } catch (IllegalArgumentException | DateTimeException invalid) {
                throw ControlException.badRequest(name + ": " + invalid.getMessage());
            }
        }
        return response(calls);
    }

    private HttpResponse forget(HttpRequest request, String rest) {
        journal.clear();
        return response(journal.calls());
    }

    private static HttpResponse response(Calls calls) {
        ObjectNode body = Json.object();
        body.put("dropped", calls.dropped());
        ArrayNode events = body.putArray("events");
        calls.list().forEach(call -> events.add(CallJson.of(call)));
        return Json.response(200, body);
    }

    private static Calls withOutcome(Calls calls, String outcome) {
        return switch (outcome) {
            case "allowed" -> calls.allowed();
            case "refused" -> calls.refused();
            case "faulted" -> calls.faulted();
            default -> throw new IllegalArgumentException(unknown("There is no outcome", outcome, OUTCOMES));
        };
    }

    private static Calls since(Calls calls, String instant) {
        try {
            return calls.since(Instant.parse(instant));
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("An instant is written like 2026-11-05T10:00:00Z.", malformed);
        }
    }

    private static String unknown(String what, String name, Collection<String> candidates) {
        String meant = Misspelling.nearest(name, candidates)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "there are " + String.join(", ", candidates) + ".");
        return what + " \"" + name + "\"; " + meant;
    }
}
