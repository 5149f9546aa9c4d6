package dev.understudy.control;

import dev.understudy.aws.Misspelling;
import dev.understudy.journal.InjectedFault;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a fault from JSON, strictly. A member that is null counts as absent. */
final class FaultReader {
    static final String ALWAYS = "always";
    private static final List<String> MEMBERS =
            List.of("action", "issuer", "error", "message", "latency", "dropConnection", "times");

    private final ObjectNode body;

    FaultReader(ObjectNode body) {
        this.body = body;
    }

    /**
     * @throws IllegalArgumentException for a value that no fault can have, with a sentence that says so
     */
    InjectedFault read() throws ControlException {
        for (String name : body.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                throw ControlException.badRequest(unknown(name));
            }
        }
        Optional<Duration> latency = latency();
        InjectedFault fault = effect(latency);
        return new InjectedFault(
                text("action"), text("issuer"), fault.effect(), latency.orElse(Duration.ZERO), times());
    }

    private InjectedFault effect(Optional<Duration> latency) throws ControlException {
        Optional<String> error = text("error");
        Optional<String> message = text("message");
        boolean drop = dropConnection();
        if (error.isPresent() && drop) {
            throw ControlException.badRequest(
                    "\"error\" and \"dropConnection\" exclude each other: a dropped connection carries no error.");
        }
        if (message.isPresent() && error.isEmpty()) {
            throw ControlException.badRequest("\"message\" comes with \"error\" only.");
        }
        if (error.isPresent()) {
            InjectedFault fault = InjectedFault.error(error.get());
            return message.map(fault::withMessage).orElse(fault);
        }
        if (drop) {
            return InjectedFault.droppedConnection();
        }
        return InjectedFault.latency(latency.orElseThrow(() -> ControlException.badRequest(
                "A fault has at least one of \"error\", \"latency\" and \"dropConnection\".")));
    }

    private Optional<String> text(String name) throws ControlException {
        Optional<JsonNode> node = present(name);
        if (node.isPresent() && !node.get().isString()) {
            throw ControlException.badRequest("\"" + name + "\" must be a string.");
        }
        return node.map(JsonNode::stringValue);
    }

    private boolean dropConnection() throws ControlException {
        Optional<JsonNode> node = present("dropConnection");
        if (node.isPresent() && !node.get().isBoolean()) {
            throw ControlException.badRequest("\"dropConnection\" must be true or false.");
        }
        return node.map(JsonNode::booleanValue).orElse(false);
    }

    private OptionalInt times() throws ControlException {
        Optional<JsonNode> node = present("times");
        if (node.isEmpty()) {
            return OptionalInt.of(1);
        }
        if (node.get().isString() && node.get().stringValue().equals(ALWAYS)) {
            return OptionalInt.empty();
        }
        if (!node.get().isIntegralNumber()
                || !node.get().canConvertToInt()
                || node.get().intValue() < 1
                || node.get().intValue() > InjectedFault.MAXIMUM_TIMES) {
            throw ControlException.badRequest("\"times\" must be a whole number from 1 to "
                    + InjectedFault.MAXIMUM_TIMES + ", or \"" + ALWAYS + "\".");
        }
        return OptionalInt.of(node.get().intValue());
    }

    private Optional<Duration> latency() throws ControlException {
        Optional<JsonNode> node = present("latency");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(duration(node.get())
                .orElseThrow(() -> ControlException.badRequest("\"latency\" must be whole milliseconds, such as 200, or"
                        + " an ISO 8601 duration, such as \"PT0.2S\", of at most "
                        + InjectedFault.MAXIMUM_LATENCY.toMinutes() + " minutes.")));
    }

    private static Optional<Duration> duration(JsonNode node) {
        try {
            if (node.isIntegralNumber() && node.canConvertToInt()) {
                return Optional.of(Duration.ofMillis(node.intValue()));
            }
            return node.isString() ? Optional.of(Duration.parse(node.stringValue())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }

    private static String unknown(String name) {
        String meant = Misspelling.nearest(name, MEMBERS)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "there are " + String.join(", ", MEMBERS) + ".");
        return "A fault has no member \"" + name + "\"; " + meant;
    }
}
