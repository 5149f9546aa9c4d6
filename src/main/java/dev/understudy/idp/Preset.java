package dev.understudy.idp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The vendors whose tokens Understudy knows: issuer, audience, life, claims and {@code sub} are as they document them. */
public enum Preset {
    BUILDKITE("Buildkite", new BuildkitePreset()),
    CIRCLECI("CircleCI", new CircleCiPreset()),
    GITHUB("GitHub Actions", new GitHubPreset()),
    GITLAB("GitLab CI/CD", new GitLabPreset()),
    KUBERNETES("Kubernetes service accounts, and EKS's IAM roles for them", new KubernetesPreset()),
    TERRAFORM("HCP Terraform (Terraform Cloud)", new TerraformPreset());

    private final String vendor;

    /** Without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final PresetProvider provider;

    Preset(String vendor, PresetProvider provider) {
        this.vendor = vendor;
        this.provider = provider;
    }

    /** The preset of this name, such as {@code github}. */
    public static Optional<Preset> named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.presetName().equals(name))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Preset::presetName).toList();
    }

    /** The name, such as {@code github}. */
    public String presetName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose tokens these are. */
    public String vendor() {
        return vendor;
    }

    /** What can be said about the workload. */
    public List<PresetOption> options() {
        return provider.options();
    }

    /** A token of the vendor with every fact at its default; {@link PresetRequest#with} changes one. */
    public PresetRequest request() {
        return new PresetRequest(this, Map.of());
    }

    PresetProvider provider() {
        return provider;
    }
}
