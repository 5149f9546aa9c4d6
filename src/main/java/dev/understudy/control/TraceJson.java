package dev.understudy.control;

import dev.understudy.journal.Call;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which {@code explain} and {@code decisions} say why. */
final class TraceJson {
    private TraceJson() {}

    static ObjectNode of(Optional<StsFault> fault, Trace trace) {
        return of(fault.isEmpty() ? Call.Outcome.ALLOWED : Call.Outcome.REFUSED, fault, trace);
    }

    static ObjectNode of(Call.Outcome outcome, Optional<StsFault> fault, Trace trace) {
        ObjectNode json = Json.object();
        json.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        if (fault.isPresent()) {
            json.putObject("error")
                    .put("code", fault.get().code().wireCode())
                    .put("message", fault.get().message().orElse(""));
        } else {
            json.putNull("error");
        }
        json.put("summary", trace.summary());
        addSteps(json, trace.steps());
        return json;
    }

    static void addSteps(ObjectNode json, List<Step> steps) {
        ArrayNode array = json.putArray("steps");
        for (Step step : steps) {
            array.addObject()
                    .put("check", step.check())
                    .put("outcome", step.outcome().name().toLowerCase(Locale.ROOT))
                    .put("detail", step.detail());
        }
    }
}
