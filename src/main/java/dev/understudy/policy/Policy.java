package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;

/** A policy document, parsed and validated once. Immutable, so that any number of threads may ask it. */
public final class Policy {
    private final String document;
    private final List<Statement> statements;
    private final List<Statement> denials;
    private final List<Statement> grants;
    private final List<Warning> warnings;

    private Policy(String document, List<Statement> statements, List<Warning> warnings) {
        this.document = document;
        this.statements = List.copyOf(statements);
        this.denials = only(Effect.DENY, statements);
        this.grants = only(Effect.ALLOW, statements);
        this.warnings = List.copyOf(warnings);
    }

    private static List<Statement> only(Effect effect, List<Statement> statements) {
        return statements.stream().filter(s -> s.effect() == effect).toList();
    }

    /**
     * Parses and validates a policy document.
     *
     * @param json the document's text
     * @throws MalformedPolicyException if IAM would refuse it
     */
    public static Policy parse(PolicyType type, String json) throws MalformedPolicyException {
        PolicyParser.Parsed parsed = PolicyParser.parse(type, json);
        return new Policy(json, parsed.statements(), Warnings.of(parsed));
    }

    /** The document as it was given. */
    public String document() {
        return document;
    }

    /** The identity providers that it names as principals: provider ARNs and built-in hosts. */
    public List<String> federatedProviders() {
        return statements.stream()
                .flatMap(statement -> statement.elements().stream())
                .filter(PrincipalMatcher.class::isInstance)
                .flatMap(principal -> ((PrincipalMatcher) principal).federated().stream())
                .distinct()
                .toList();
    }

    /** What the policy alone shows to be a likely mistake. */
    public List<Warning> warnings() {
        return warnings;
    }

    /** Evaluates: an explicit Deny wins over every Allow, and what no statement allows is denied. */
    public Decision decide(AuthorizationRequest request) {
        List<String> denying = applying(denials, request);
        if (!denying.isEmpty()) {
            return new Decision.ExplicitlyDenied(denying);
        }
        List<String> allowing = applying(grants, request);
        return allowing.isEmpty() ? new Decision.ImplicitlyDenied() : new Decision.Allowed(allowing);
    }

    private static List<String> applying(List<Statement> statements, AuthorizationRequest request) {
        List<String> ids = List.of();
        for (Statement statement : statements) {
            if (statement.applies(request)) {
                ids = ids.isEmpty() ? new ArrayList<>() : ids;
                ids.add(statement.id());
            }
        }
        return ids;
    }

    /** Evaluates as {@link #decide} does, and tells why: slower, for people. */
    public Explanation explain(AuthorizationRequest request) {
        return explainer(request).explanation();
    }

    Explainer explainer(AuthorizationRequest request) {
        return new Explainer(statements, decide(request), request);
    }
}
