package dev.understudy.control;

import dev.understudy.aws.AccountId;
import dev.understudy.credentials.AuthorizationMessages;
import dev.understudy.json.JsonPrinter;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import dev.understudy.policy.Requester;
import dev.understudy.policy.Verdict;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.Authorizer;
import dev.understudy.sts.Authorizer.ContextValue;
import dev.understudy.sts.Authorizer.Prepared;
import dev.understudy.sts.Authorizer.Question;
import dev.understudy.sts.StsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a caller may do something: what another local service asks in order to enforce a policy. */
public final class AuthorizeCall implements ControlCalls {
    private static final Set<String> FIELDS =
            Set.of("policies", "principal", "credentials", "action", "resource", "context");
    /** Longer than any ARN, action or value of a condition key. */
    private static final int LONGEST_TEXT = 4_096;

    private static final int MOST_POLICIES = 100;
    private static final List<String> WHO = List.of("policies", "principal", "credentials");

    private final Authorizer authorizer;
    private final AuthorizationMessages messages;

    public AuthorizeCall(Authorizer authorizer, AuthorizationMessages messages) {
        this.authorizer = authorizer;
        this.messages = messages;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/authorize", this::on));
    }

    HttpResponse on(HttpRequest request, String rest) throws ControlException {
        ObjectNode body = Json.body(request);
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw ControlException.badRequest("There is no field \"" + field + "\"; the fields are "
                        + String.join(", ", FIELDS.stream().sorted().toList()) + ".");
            }
        }
        Question question = new Question(
                required(body, "action"),
                body.has("resource") ? required(body, "resource") : "*",
                context(body.path("context")));
        Prepared prepared = prepared(body, question);
        Verdict.Explained explanation = prepared.policies().explain(prepared.request());
        ObjectNode answer = answer(explanation);
        encodedMessage(prepared, question, explanation.verdict())
                .ifPresent(message -> answer.put("encodedMessage", message));
        return Json.response(200, answer);
    }

    private Prepared prepared(ObjectNode body, Question question) throws ControlException {
        List<String> who = WHO.stream().filter(body::has).toList();
        if (who.size() != 1) {
            throw ControlException.badRequest(
                    "Say on whose behalf by exactly one of policies, principal, credentials.");
        }
        return switch (who.get(0)) {
            case "policies" -> authorizer.ofPolicies(policies(body.path("policies")), question);
            case "principal" -> ofPrincipal(required(body, "principal"), question);
            default -> ofCredentials(body.path("credentials"), question);
        };
    }

    private Prepared ofPrincipal(String arn, Question question) throws ControlException {
        return authorizer
                .ofPrincipal(arn, question)
                .orElseThrow(() -> ControlException.notFound(
                        "There is no user, role or session of a role with the ARN " + arn + "."));
    }

    private Prepared ofCredentials(JsonNode credentials, Question question) throws ControlException {
        if (!(credentials instanceof ObjectNode object)) {
            throw ControlException.badRequest("\"credentials\" must be an object with accessKeyId and sessionToken.");
        }
        Optional<String> token =
                object.has("sessionToken") ? Optional.of(required(object, "sessionToken")) : Optional.empty();
        try {
            return authorizer.ofCredentials(required(object, "accessKeyId"), token, question);
        } catch (StsException refusal) {
            throw new ControlException(403, refusal.fault().code().wireCode() + ": " + refusal.reason());
        }
    }

    private static List<NamedPolicy> policies(JsonNode documents) throws ControlException {
        if (!documents.isArray() || documents.size() > MOST_POLICIES) {
            throw ControlException.badRequest(
                    "\"policies\" must be a list of policy documents, " + MOST_POLICIES + " at the most.");
        }
        List<NamedPolicy> members = new ArrayList<>();
        for (JsonNode document : documents) {
            String name = "policies[" + members.size() + "]";
            String json = document.isString() ? document.stringValue() : JsonPrinter.PLAIN.print(document);
            try {
                members.add(new NamedPolicy(name, Policy.parse(PolicyType.IDENTITY, json)));
            } catch (MalformedPolicyException malformed) {
                throw ControlException.badRequest(
                        name + malformed.pointer() + ": " + malformed.getMessage() + " " + malformed.detail());
            }
        }
        return members;
    }

    private static Map<String, ContextValue> context(JsonNode context) throws ControlException {
        if (context.isMissingNode() || context.isNull()) {
            return Map.of();
        }
        if (!context.isObject()) {
            throw ControlException.badRequest("\"context\" must be an object of condition keys and their values.");
        }
        Map<String, ContextValue> values = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> key : context.properties()) {
            if (!names.add(key.getKey().toLowerCase(Locale.ROOT))) {
                throw ControlException.badRequest(
                        "The key \"" + key.getKey() + "\" is given twice; upper and lower case are the same in it.");
            }
            JsonNode value = key.getValue();
            Stream<JsonNode> single = value.isArray() ? value.valueStream() : Stream.of(value);
            List<JsonNode> nodes = single.toList();
            if (nodes.stream().anyMatch(node -> !node.isValueNode() || node.isNull() || tooLong(node.asString()))) {
                throw ControlException.badRequest("The value of the key \"" + key.getKey()
                        + "\" must be a text, or a list of texts, of at most " + LONGEST_TEXT + " characters each.");
            }
            values.put(
                    key.getKey(),
                    new ContextValue(
                            value.isArray(),
                            nodes.stream().map(JsonNode::asString).toList()));
        }
        return values;
    }

    private static String required(ObjectNode object, String field) throws ControlException {
        JsonNode value = object.path(field);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw ControlException.badRequest("\"" + field + "\" must be a text.");
        }
        if (tooLong(value.stringValue()) && !field.equals("sessionToken")) {
            throw ControlException.badRequest("\"" + field + "\" must have at most " + LONGEST_TEXT + " characters.");
        }
        return value.stringValue();
    }

    private static boolean tooLong(String text) {
        return text.length() > LONGEST_TEXT;
    }

    private static ObjectNode answer(Verdict.Explained explanation) {
        ObjectNode json = Json.object();
        json.put("decision", word(explanation.verdict()));
        ArrayNode matched = json.putArray("matched");
        for (Verdict.Match match : matches(explanation.verdict())) {
            matched.addObject().put("policy", match.policy()).put("statement", match.statement());
        }
        json.put("summary", explanation.summary());
        TraceJson.addSteps(json, explanation.steps());
        return json;
    }

    /** What DecodeAuthorizationMessage opens, if somebody was denied something. */
    private Optional<String> encodedMessage(Prepared prepared, Question question, Verdict verdict) {
        boolean allowed = verdict instanceof Verdict.Allowed;
        if (allowed || !(prepared.request().requester() instanceof Requester.Aws principal)) {
            return Optional.empty();
        }
        String message = AuthorizationMessageJson.of(principal, question, verdict);
        return Optional.of(messages.encode(new AccountId(principal.account()), message));
    }

    private static List<Verdict.Match> matches(Verdict verdict) {
        if (verdict instanceof Verdict.Allowed allowed) {
            return allowed.matches();
        }
        return verdict instanceof Verdict.ExplicitlyDenied denied ? denied.matches() : List.of();
    }

    /** The words of IAM's policy simulator. */
    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Allowed) {
            return "allowed";
        }
        return verdict instanceof Verdict.ExplicitlyDenied ? "explicitDeny" : "implicitDeny";
    }
}
