package dev.understudy.policy;

import dev.understudy.policy.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The policies that together bound what a caller may do within an account: an explicit Deny in any of them wins, and what
 * is allowed is allowed by the identity policies, by the boundary if there is one, and by the session policies if there
 * are any.
 *
 * @param identity inline and managed permissions policies, together
 * @param boundary the permissions boundary
 * @param session inline and managed session policies, together; none if the session was made without
 */
public record PolicySet(List<Policy> identity, Optional<Policy> boundary, List<Policy> session) {
    public PolicySet {
        identity = List.copyOf(identity);
        session = List.copyOf(session);
    }

    private record Layer(String name, List<Policy> policies) {}

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("identity policy", identity));
        boundary.ifPresent(policy -> layers.add(new Layer("permissions boundary", List.of(policy))));
        if (!session.isEmpty()) {
            layers.add(new Layer("session policy", session));
        }
        return layers;
    }

    /** Evaluates every layer. What is allowed names the allowing statements of all of them. */
    public Decision decide(AuthorizationRequest request) {
        List<String> statements = new ArrayList<>();
        boolean everyLayerAllows = true;
        for (Layer layer : layers()) {
            boolean allows = false;
            for (Policy policy : layer.policies()) {
                Decision decision = policy.decide(request);
                if (decision instanceof Decision.ExplicitlyDenied) {
                    return decision;
                }
                if (decision instanceof Decision.Allowed allowed) {
                    allows = true;
                    statements.addAll(allowed.statements());
                }
            }
            everyLayerAllows &= allows;
        }
        return everyLayerAllows ? new Decision.Allowed(statements) : new Decision.ImplicitlyDenied();
    }

    /** Evaluates as {@link #decide} does, and tells which layer is the cause and why. */
    public Explanation explain(AuthorizationRequest request) {
        Decision decision = decide(request);
        List<String> causes = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Layer layer : layers()) {
            List<Explanation> explanations = layer.policies().stream()
                    .map(policy -> policy.explain(request))
                    .toList();
            explanations.forEach(explanation -> explanation.steps().stream()
                    .map(step -> new Step(layer.name() + ": " + step.check(), step.outcome(), step.detail()))
                    .forEach(steps::add));
            cause(decision, layer, explanations).ifPresent(causes::add);
        }
        return new Explanation(decision, String.join(" ", causes), steps);
    }

    /** What a layer contributes to the decision, if it is a cause of it. */
    private static Optional<String> cause(Decision decision, Layer layer, List<Explanation> explanations) {
        boolean allows = explanations.stream().anyMatch(e -> e.decision() instanceof Decision.Allowed);
        if (decision instanceof Decision.ImplicitlyDenied) {
            return allows
                    ? Optional.empty()
                    : Optional.of("No " + layer.name() + " allows it: " + summaries(explanations.stream()));
        }
        List<Explanation> same = explanations.stream()
                .filter(e -> e.decision().getClass() == decision.getClass())
                .toList();
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of("In the " + layer.name() + ": " + summaries(same.stream()));
    }

    private static String summaries(Stream<Explanation> explanations) {
        String summaries = explanations.map(Explanation::summary).collect(Collectors.joining(" "));
        return summaries.isEmpty() ? "there is none." : summaries;
    }
}
