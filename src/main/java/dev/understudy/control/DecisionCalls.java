package dev.understudy.control;

import dev.understudy.iam.Role;
import dev.understudy.journal.Call;
import dev.understudy.journal.Journal;
import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.protocol.QueryParameters;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.AssumeRoleWithSaml;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.RequestFacts;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsResult;
import dev.understudy.sts.Trace;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a call was, or would be, allowed or refused. */
public final class DecisionCalls implements ControlCalls {
    private static final String WITH_SAML = "AssumeRoleWithSAML";
    private static final String WITH_WEB_IDENTITY = "AssumeRoleWithWebIdentity";

    /** SDKs make up a session name; whoever asks for an explanation need not. */
    private static final String DEFAULT_SESSION_NAME = "explain";

    /** Nested members make names longer; the longest that any call has is far below this. */
    private static final int MAXIMUM_NAME = 256;

    private final AssumeRoleWithWebIdentity assumeRole;
    private final AssumeRoleWithSaml assumeRoleWithSaml;
    private final Journal journal;
    private final InstantSource clock;
    private final Supplier<String> region;

    public DecisionCalls(
            AssumeRoleWithWebIdentity assumeRole,
            AssumeRoleWithSaml assumeRoleWithSaml,
            Journal journal,
            InstantSource clock,
            Supplier<String> region) {
        this.assumeRole = assumeRole;
        this.assumeRoleWithSaml = assumeRoleWithSaml;
        this.journal = journal;
        this.clock = clock;
        this.region = region;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/explain", this::explain), new Endpoint("GET", "/decisions/", this::find));
    }

    /** Decides as AssumeRoleWithWebIdentity does with these parameters, or AssumeRoleWithSAML, and mints nothing. */
    HttpResponse explain(HttpRequest request, String rest) throws ControlException {
        try {
            QueryParameters parameters = parameters(request).withDefault("RoleSessionName", DEFAULT_SESSION_NAME);
            StsResult<Role> result = decide(parameters, facts(request));
            return Json.response(200, TraceJson.of(result.refusal(), result.trace()));
        } catch (StsException refusal) {
            Trace trace = Trace.of(new Step("parameters", Outcome.FAILED, refusal.reason()));
            return Json.response(200, TraceJson.of(Optional.of(refusal.fault()), trace));
        }
    }

    /** An assertion belongs to one of the two actions, a token to the other; an Action says which, if it is there. */
    private StsResult<Role> decide(QueryParameters parameters, RequestFacts facts)
            throws StsException, ControlException {
        String action = parameters
                .string("Action")
                .orElse(parameters.string("SAMLAssertion").isPresent() ? WITH_SAML : WITH_WEB_IDENTITY);
        return switch (action) {
            case WITH_SAML -> assumeRoleWithSaml.decide(assumeRoleWithSaml.parse(parameters), facts);
            case WITH_WEB_IDENTITY -> assumeRole.decide(assumeRole.parse(parameters), facts);
            default ->
                throw ControlException.badRequest("Only " + WITH_WEB_IDENTITY + " and " + WITH_SAML
                        + " can be explained beforehand. Make the call, and ask GET /_understudy/decisions/ with its"
                        + " request id.");
        };
    }

    /** The same for a past call, by the request id that its client saw. */
    HttpResponse find(HttpRequest request, String requestId) throws ControlException {
        Call call = journal.find(requestId)
                .orElseThrow(() -> ControlException.notFound(
                        "No call with this request id is among the newest " + Journal.CAPACITY + "."));
        ObjectNode json = TraceJson.of(call.outcome(), call.error(), call.trace());
        json.put("requestId", call.requestId());
        json.put("action", call.action());
        json.put("at", call.at().toString());
        return Json.response(200, json);
    }

    private RequestFacts facts(HttpRequest request) {
        return new RequestFacts(
                clock.instant(),
                request.remoteAddress(),
                request.secure(),
                request.headers().first("User-Agent"),
                region.get());
    }

    private static QueryParameters parameters(HttpRequest request) throws ControlException, StsException {
        boolean json = request.headers()
                .first("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        return json ? flattened(Json.body(request)) : QueryParameters.ofForm(request.body());
    }

    /** JSON members become the Query protocol's names, so that both forms are read by one decoder. */
    private static QueryParameters flattened(ObjectNode body) throws ControlException {
        Map<String, String> parameters = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            flatten(member.getKey(), member.getValue(), parameters);
        }
        return new QueryParameters(parameters);
    }

    private static void flatten(String name, JsonNode value, Map<String, String> parameters) throws ControlException {
        if (name.length() > MAXIMUM_NAME || parameters.size() >= QueryParameters.MAXIMUM_PARAMETERS) {
            throw ControlException.badRequest("The body has more parameters, or longer names, than any call of STS.");
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(name + ".member." + (i + 1), value.get(i), parameters);
            }
        } else if (value.isObject()) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                flatten(name + "." + member.getKey(), member.getValue(), parameters);
            }
        } else if (!value.isNull()) {
            parameters.put(name, value.asString());
        }
    }
}
