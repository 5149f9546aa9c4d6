package dev.understudy.policy;

import dev.understudy.policy.Explanation.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells why a {@link PolicySet} decided as it did, in the words of its policies. */
final class SetExplainer {
    /** A policy, asked. */
    private record Asked(PolicyLayer layer, String policy, Explainer explainer) {
        /** Such as {@code the identity policy `own-folder`}. */
        String name() {
            return "the " + layer.text() + " " + Texts.quote(policy);
        }

        Stream<Step> steps() {
            String prefix = layer.text() + " " + policy + ": ";
            return explainer.explanation().steps().stream()
                    .map(step -> new Step(prefix + step.check(), step.outcome(), step.detail()));
        }
    }

    private final List<Asked> all;
    private final Optional<String> remark;

    /** @param remark why the layers that withhold were wanted, if that needs saying */
    SetExplainer(Map<PolicyLayer, List<NamedPolicy>> layers, Optional<String> remark, AuthorizationRequest request) {
        this.remark = remark;
        this.all = layers.entrySet().stream()
                .flatMap(layer -> layer.getValue().stream()
                        .map(member -> new Asked(
                                layer.getKey(), member.name(), member.policy().explainer(request))))
                .toList();
    }

    Verdict.Explained explain(Verdict verdict) {
        return new Verdict.Explained(
                verdict,
                Texts.sentence(summary(verdict)),
                all.stream().flatMap(Asked::steps).toList());
    }

    private String summary(Verdict verdict) {
        if (verdict instanceof Verdict.ImplicitlyDenied denied) {
            Stream<String> misses = denied.withholding().stream()
                    .sorted(Comparator.comparingInt(this::distance))
                    .map(this::miss);
            return Stream.concat(misses, remark.stream()).collect(Collectors.joining("; "));
        }
        Class<? extends Decision> cause =
                verdict instanceof Verdict.Allowed ? Decision.Allowed.class : Decision.ExplicitlyDenied.class;
        return all.stream()
                .filter(asked -> cause.isInstance(asked.explainer().decision()))
                .map(asked -> "in " + asked.name() + ", " + asked.explainer().reason())
                .collect(Collectors.joining("; "));
    }

    private Stream<Asked> of(PolicyLayer layer) {
        return all.stream().filter(asked -> asked.layer() == layer);
    }

    private int distance(PolicyLayer layer) {
        return of(layer).mapToInt(asked -> asked.explainer().distance()).min().orElse(Integer.MAX_VALUE);
    }

    private String miss(PolicyLayer layer) {
        return "no " + layer.text() + " allows it: "
                + of(layer)
                        .min(Comparator.comparingInt(asked -> asked.explainer().distance()))
                        .map(asked -> "in " + Texts.quote(asked.policy()) + ", "
                                + asked.explainer().reason())
                        .orElse("there is none");
    }
}
