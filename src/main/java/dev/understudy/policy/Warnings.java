package dev.understudy.policy;

import dev.understudy.policy.PolicyParser.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds what is valid in a policy but seldom meant. */
final class Warnings {
    private static final Set<String> BUILT_IN_PROVIDERS =
            Set.of("accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com");

    private final Parsed policy;
    private final List<Warning> found = new ArrayList<>();

    private Warnings(Parsed policy) {
        this.policy = policy;
    }

    static List<Warning> of(Parsed policy) {
        Warnings warnings = new Warnings(policy);
        policy.statements().forEach(warnings::inspect);
        return warnings.found;
    }

    private void inspect(Statement statement) {
        for (Element element : statement.elements()) {
            if (element instanceof Condition condition) {
                literalWildcards(condition);
                absentKey(statement, condition);
                idleVariables(condition.values(), condition.pointer());
            } else if (element instanceof ResourceMatcher resource) {
                idleVariables(resource.texts(), resource.pointer());
            } else if (element instanceof PrincipalMatcher principal) {
                federated(principal);
                idleProvider(statement, principal);
            }
        }
    }

    /** A provider is asked for by the one action that its kind has. */
    private void idleProvider(Statement statement, PrincipalMatcher principal) {
        boolean token = covers(statement, "sts:AssumeRoleWithWebIdentity");
        boolean assertion = covers(statement, "sts:AssumeRoleWithSAML");
        for (String provider : principal.federated()) {
            boolean saml = provider.contains(":saml-provider/");
            if (saml && token && !assertion) {
                found.add(new Warning(
                        Texts.quote(provider) + " is a SAML provider, for which sts:AssumeRoleWithSAML is the action",
                        principal.pointer()));
            } else if (!saml && assertion && !token) {
                found.add(new Warning(
                        Texts.quote(provider)
                                + " is no SAML provider; sts:AssumeRoleWithWebIdentity is the action for its tokens",
                        principal.pointer()));
            }
        }
    }

    private static boolean covers(Statement statement, String action) {
        return statement.elements().stream()
                .anyMatch(element -> element instanceof ActionMatcher actions && actions.covers(action));
    }

    private void literalWildcards(Condition condition) {
        if (!condition.header().operator().takesWildcardsLiterally()) {
            return;
        }
        for (String value : condition.values()) {
            if (value.replace("${*}", "").replace("${?}", "").matches("(?s).*[*?].*")) {
                found.add(new Warning(
                        condition.header().operator().text() + " takes * and ? literally in " + Texts.quote(value)
                                + "; StringLike and StringNotLike do not",
                        condition.pointer()));
            }
        }
    }

    private void absentKey(Statement statement, Condition condition) {
        if (statement.effect() == Effect.ALLOW
                && condition.header().quantifier() == Condition.Quantifier.ALL
                && statement.elements().stream().noneMatch(other -> demandsPresence(other, condition))) {
            found.add(new Warning(
                    "ForAllValues holds when " + condition.key()
                            + " is absent; add a Null condition with the value false to demand the key",
                    condition.pointer()));
        }
    }

    private static boolean demandsPresence(Element other, Condition condition) {
        return other instanceof Condition c
                && c.lowerCaseKey().equals(condition.lowerCaseKey())
                && c.header().operator() == ConditionOperator.NULL
                && c.values().stream().noneMatch("true"::equalsIgnoreCase);
    }

    private void idleVariables(List<String> values, String pointer) {
        for (String value : values) {
            if (!policy.variables() && Template.hasVariable(value)) {
                found.add(new Warning(
                        "The variable in " + Texts.quote(value) + " is literal text without Version 2012-10-17",
                        pointer));
            }
        }
    }

    private void federated(PrincipalMatcher principal) {
        for (String provider : principal.federated()) {
            if (provider.endsWith("/")) {
                found.add(new Warning(
                        Texts.quote(provider) + " ends in a slash: it is another provider than the one without",
                        principal.pointer()));
            }
            if (!provider.startsWith("arn:") && !BUILT_IN_PROVIDERS.contains(provider)) {
                found.add(new Warning(
                        Texts.quote(provider) + " is not built into AWS: name the provider by its ARN",
                        principal.pointer()));
            }
        }
    }
}
