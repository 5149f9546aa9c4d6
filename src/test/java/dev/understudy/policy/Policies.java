package dev.understudy.policy;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short ways to policies and requests. */
final class Policies {
    static final String ACCOUNT = "123456789012";
    static final String GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    static final String WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";

    private Policies() {}

    static Policy trust(String json) {
        return parse(PolicyType.TRUST, json);
    }

    static Policy identity(String json) {
        return parse(PolicyType.IDENTITY, json);
    }

    static Policy parse(PolicyType type, String json) {
        try {
            return Policy.parse(type, json);
        } catch (MalformedPolicyException e) {
            throw new AssertionError(e.getMessage() + " at " + e.pointer() + " " + e.detail() + "\n" + json, e);
        }
    }

    static AuthorizationRequest webIdentity(String provider, RequestContext context) {
        return new AuthorizationRequest(new Requester.Federated(provider), WEB_IDENTITY, "", context);
    }

    /** A request by a user, for identity policies. */
    static AuthorizationRequest request(String action, String resource, RequestContext context) {
        return new AuthorizationRequest(
                new Requester.Aws(ACCOUNT, List.of("arn:aws:iam::" + ACCOUNT + ":user/alice")),
                action,
                resource,
                context);
    }

    /** A context with one key: a JSON string is single-valued, a list multivalued, and {@code absent} absent. */
    static RequestContext context(String key, String json) {
        return add(RequestContext.builder(), key, json).build();
    }

    static RequestContext.Builder add(RequestContext.Builder context, String key, String json) {
        if (json.equals("absent")) {
            return context;
        }
        JsonNode node = JsonMapper.shared().readTree(json);
        return node.isArray()
                ? context.withAll(
                        key, node.valueStream().map(JsonNode::stringValue).toList())
                : context.with(key, node.stringValue());
    }
}
