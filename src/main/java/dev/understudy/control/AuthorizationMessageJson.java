package dev.understudy.control;

import dev.understudy.credentials.AuthorizationMessages;
import dev.understudy.json.JsonPrinter;
import dev.understudy.policy.Requester;
import dev.understudy.policy.Verdict;
import dev.understudy.sts.Authorizer.ContextValue;
import dev.understudy.sts.Authorizer.Question;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A denial in the form of AWS's decoded authorization messages. It holds as many condition keys of the question as there is
 * room for, and of a matching statement what is known of it here: its id and its effect.
 */
final class AuthorizationMessageJson {
    /** A character takes six bytes at the most, so that these texts and a principal always fit. */
    private static final int LONGEST_TEXT = 400;

    private AuthorizationMessageJson() {}

    static String of(Requester.Aws principal, Question question, Verdict verdict) {
        ObjectNode json = Json.object();
        json.put("allowed", false);
        json.put("explicitDeny", verdict instanceof Verdict.ExplicitlyDenied);
        ArrayNode matched = json.putObject("matchedStatements").putArray("items");
        json.putObject("failures").putArray("items");
        ObjectNode context = json.putObject("context");
        List<String> names = principal.session().isEmpty() ? principal.identity() : principal.session();
        context.putObject("principal").put("id", names.get(1)).put("arn", names.get(0));
        context.put("action", cut(question.action()));
        context.put("resource", cut(question.resource()));
        ArrayNode conditions = context.putObject("conditions").putArray("items");
        if (verdict instanceof Verdict.ExplicitlyDenied denied) {
            addWhatFits(json, matched, denied.matches().stream().map(AuthorizationMessageJson::statement));
        }
        addWhatFits(
                json,
                conditions,
                new TreeMap<>(question.context())
                        .entrySet().stream().map(key -> condition(key.getKey(), key.getValue())));
        return JsonPrinter.PLAIN.print(json);
    }

    private static ObjectNode statement(Verdict.Match match) {
        return Json.object().put("statementId", match.statement()).put("effect", "DENY");
    }

    private static ObjectNode condition(String key, ContextValue value) {
        ObjectNode condition = Json.object().put("key", key);
        ArrayNode items = condition.putObject("values").putArray("items");
        value.values().forEach(text -> items.addObject().put("value", text));
        return condition;
    }

    private static void addWhatFits(ObjectNode whole, ArrayNode items, Stream<ObjectNode> more) {
        Iterator<ObjectNode> rest = more.iterator();
        while (rest.hasNext()) {
            items.add(rest.next());
            if (length(whole) > AuthorizationMessages.MAXIMUM_BYTES) {
                items.remove(items.size() - 1);
                return;
            }
        }
    }

    private static int length(ObjectNode json) {
        return JsonPrinter.PLAIN.print(json).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
