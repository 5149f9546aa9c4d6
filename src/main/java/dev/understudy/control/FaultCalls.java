package dev.understudy.control;

import dev.understudy.journal.InjectedFault;
import dev.understudy.journal.InjectedFault.Effect;
import dev.understudy.journal.InjectedFaults;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Failures of STS that a test asks for. */
public final class FaultCalls implements ControlCalls {
    private final InjectedFaults faults;

    public FaultCalls(InjectedFaults faults) {
        this.faults = faults;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("POST", "/faults", this::add),
                new Endpoint("GET", "/faults", (request, rest) -> list()),
                new Endpoint("DELETE", "/faults", this::removeAll),
                new Endpoint("DELETE", "/faults/", this::remove));
    }

    private HttpResponse add(HttpRequest request, String rest) throws ControlException {
        try {
            return Json.response(201, json(faults.add(new FaultReader(Json.body(request)).read())));
        } catch (IllegalArgumentException invalid) {
            throw ControlException.badRequest(String.valueOf(invalid.getMessage()));
        } catch (IllegalStateException full) {
            throw new ControlException(409, String.valueOf(full.getMessage()));
        }
    }

    private HttpResponse removeAll(HttpRequest request, String rest) {
        faults.clear();
        return list();
    }

    private HttpResponse remove(HttpRequest request, String id) throws ControlException {
        if (!faults.remove(id)) {
            throw ControlException.notFound("No fault with this id is left.");
        }
        return list();
    }

    private HttpResponse list() {
        ObjectNode body = Json.object();
        ArrayNode left = body.putArray("faults");
        faults.list().forEach(waiting -> left.add(json(waiting)));
        return Json.response(200, body);
    }

    private static ObjectNode json(InjectedFaults.Waiting waiting) {
        InjectedFault fault = waiting.fault();
        ObjectNode json = Json.object().put("id", waiting.id());
        fault.action().ifPresent(action -> json.put("action", action));
        fault.issuer().ifPresent(issuer -> json.put("issuer", issuer));
        if (fault.effect() instanceof Effect.AnswerError error) {
            json.put("error", error.fault().code().wireCode());
            error.fault().message().ifPresent(message -> json.put("message", message));
        }
        if (fault.effect() instanceof Effect.DropConnection) {
            json.put("dropConnection", true);
        }
        if (!fault.latency().isZero()) {
            json.put("latency", fault.latency().toString());
        }
        times(json, "times", fault.times());
        times(json, "left", waiting.left());
        return json;
    }

    private static void times(ObjectNode json, String name, OptionalInt times) {
        if (times.isPresent()) {
            json.put(name, times.getAsInt());
        } else {
            json.put(name, FaultReader.ALWAYS);
        }
    }
}
