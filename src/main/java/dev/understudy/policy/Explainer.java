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
    private final Decision decision;
    private final List<Walk> walks;

    Explainer(List<Statement> statements, Decision decision, AuthorizationRequest request) {
        this.request = request;
        this.decision = decision;
        this.walks = statements.stream().map(this::walk).toList();
    }

    Decision decision() {
        return decision;
    }

    Explanation explanation() {
        return new Explanation(
                decision,
                Texts.sentence(reason()),
                walks.stream().flatMap(this::steps).toList());
    }

    /** How near the nearest Allow statement is to applying, if none does. */
    int distance() {
        return grants().mapToInt(this::distance).min().orElse(Integer.MAX_VALUE);
    }

    private int distance(Walk walk) {
        int failed = walk.failed().stream()
                .mapToInt(element -> element instanceof Condition ? 1 : ANOTHER_MATTER)
                .sum();
        return failed
                + (int) walk.skipped().stream()
                        .filter(element -> !element.test(request))
                        .count();
    }

    private Stream<Walk> grants() {
        return walks.stream().filter(walk -> walk.statement().effect() == Effect.ALLOW);
    }

    /** A statement's elements by how they tested; conditions are skipped when the statement is about another matter. */
    private record Walk(Statement statement, List<Element> passed, List<Element> failed, List<Element> skipped) {
        boolean applies() {
            return failed.isEmpty() && skipped.isEmpty();
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

    /** The cause, in words that begin with a small letter and end without a full stop. */
    String reason() {
        if (decision instanceof Decision.Allowed) {
            return applying(Effect.ALLOW, "allows it");
        }
        if (decision instanceof Decision.ExplicitlyDenied) {
            return applying(Effect.DENY, "denies it explicitly");
        }
        List<Walk> grants = grants().toList();
        return grants.stream()
                .min(Comparator.comparingInt(this::distance))
                .map(walk -> name(walk)
                        + (grants.size() > 1 ? ", the nearest of " + grants.size() + " Allow statements," : "")
                        + " does not allow it: " + misses(walk))
                .orElse("the policy has no Allow statement");
    }

    private String applying(Effect effect, String verb) {
        return walks.stream()
                .filter(walk -> walk.statement().effect() == effect && walk.applies())
                .map(walk -> name(walk) + " " + verb + because(walk))
                .collect(Collectors.joining("; "));
    }

    private static String name(Walk walk) {
        return "statement " + Texts.quote(walk.statement().id());
    }

    private String because(Walk walk) {
        return walk.matched().findAny().isEmpty()
                ? ""
                : walk.matched()
                        .map(condition -> condition.describe(request, true))
                        .collect(Collectors.joining("; ", ": ", ""));
    }

    private String misses(Walk walk) {
        Stream<String> misses = Stream.concat(
                walk.matched().map(this::matched), walk.failed().stream().map(this::miss));
        return Stream.concat(misses, companion(walk).stream()).collect(Collectors.joining("; "));
    }

    private String matched(Condition condition) {
        return request.context().find(condition.lowerCaseKey()) == null
                ? condition.key() + " is absent, as it may be"
                : condition.key() + " matched";
    }

    /** What to know of a statement that would apply but for its actions, when the action goes along with another. */
    private Optional<String> companion(Walk walk) {
        boolean onlyAction = distance(walk) == ANOTHER_MATTER && walk.failed().get(0) instanceof ActionMatcher;
        return onlyAction ? Hints.companion(walk.statement(), request) : Optional.empty();
    }

    private String miss(Element element) {
        return element.describe(request, false)
                + Hints.of(element, request).map(hint -> "; " + hint).orElse("");
    }
}
