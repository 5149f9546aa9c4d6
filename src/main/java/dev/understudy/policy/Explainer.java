package dev.understudy.policy;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells why a policy decided as it did, asking the same elements that decided. */
final class Explainer {
    /** More than a statement can have conditions: a statement about another caller is further off than any other. */
    private static final int ANOTHER_MATTER = 1_000_000;

    private final AuthorizationRequest request;

    private Explainer(AuthorizationRequest request) {
        this.request = request;
    }

    static Explanation explain(List<Statement> statements, Decision decision, AuthorizationRequest request) {
        Explainer explainer = new Explainer(request);
        List<Walk> walks = statements.stream().map(explainer::walk).toList();
        return new Explanation(
                decision,
                explainer.summary(decision, walks) + ".",
                walks.stream().flatMap(explainer::steps).toList());
    }

    /** A statement's elements by how they tested; conditions are skipped when the statement is about another matter. */
    private record Walk(Statement statement, List<Element> passed, List<Element> failed, List<Element> skipped) {
        boolean applies() {
            return failed.isEmpty() && skipped.isEmpty();
        }

        int distance() {
            return failed.stream()
                    .mapToInt(element -> element instanceof Condition ? 1 : ANOTHER_MATTER)
                    .sum();
        }

        Stream<Condition> matched() {
            return passed.stream().filter(Condition.class::isInstance).map(Condition.class::cast);
        }
    }

    private Walk walk(Statement statement) {
        List<Element> passed = new ArrayList<>();
        List<Element> failed = new ArrayList<>();
        List<Element> skipped = new ArrayList<>();
        for (Element element : statement.elements()) {
            boolean anotherMatter = failed.stream().anyMatch(f -> !(f instanceof Condition));
            if (element instanceof Condition && anotherMatter) {
                skipped.add(element);
            } else {
                (element.test(request) ? passed : failed).add(element);
            }
        }
        return new Walk(statement, passed, failed, skipped);
    }

    private Stream<Step> steps(Walk walk) {
        Statement statement = walk.statement();
        Step last = new Step(
                statement.id(),
                walk.applies() ? Outcome.PASSED : Outcome.FAILED,
                statement.effect().text() + (walk.applies() ? " applies" : " does not apply"));
        return Stream.concat(statement.elements().stream().map(element -> step(walk, element)), Stream.of(last));
    }

    private Step step(Walk walk, Element element) {
        String check = walk.statement().id() + " " + element.name();
        if (walk.skipped().contains(element)) {
            return new Step(check, Outcome.SKIPPED, "the statement is about another caller, action or resource");
        }
        boolean passed = walk.passed().contains(element);
        return new Step(
                check,
                passed ? Outcome.PASSED : Outcome.FAILED,
                passed ? element.describe(request, true) : miss(element));
    }

    private String summary(Decision decision, List<Walk> walks) {
        if (decision instanceof Decision.Allowed) {
            return applying(walks, Effect.ALLOW)
                    .map(walk -> name(walk) + " allows it" + because(walk))
                    .collect(Collectors.joining("; "));
        }
        if (decision instanceof Decision.ExplicitlyDenied) {
            return applying(walks, Effect.DENY)
                    .map(walk -> name(walk) + " denies it explicitly" + because(walk))
                    .collect(Collectors.joining("; "));
        }
        List<Walk> grants = walks.stream()
                .filter(walk -> walk.statement().effect() == Effect.ALLOW)
                .toList();
        Optional<Walk> nearest = grants.stream().min(Comparator.comparingInt(Walk::distance));
        return nearest.map(walk -> name(walk)
                        + (grants.size() > 1 ? ", the nearest of " + grants.size() + " Allow statements," : "")
                        + " does not allow it: " + misses(walk))
                .orElse("The policy has no Allow statement");
    }

    private static Stream<Walk> applying(List<Walk> walks, Effect effect) {
        return walks.stream().filter(walk -> walk.statement().effect() == effect && walk.applies());
    }

    private static String name(Walk walk) {
        return "Statement " + Texts.quote(walk.statement().id());
    }

    private String because(Walk walk) {
        return walk.matched().findAny().isEmpty()
                ? ""
                : walk.matched()
                        .map(condition -> condition.describe(request, true))
                        .collect(Collectors.joining("; ", ": ", ""));
    }

    private String misses(Walk walk) {
        return Stream.concat(
                        walk.matched().map(condition -> condition.key() + " matched"),
                        walk.failed().stream().map(this::miss))
                .collect(Collectors.joining("; "));
    }

    private String miss(Element element) {
        return element.describe(request, false)
                + Hints.of(element, request).map(hint -> "; " + hint).orElse("");
    }
}
