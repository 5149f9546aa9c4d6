package dev.understudy.idp;

import dev.understudy.aws.Misspelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a vendor's token shall say about its workload. Immutable.
 *
 * <pre>{@code
 * TokenRequest request = Preset.GITHUB.request().with("repository", "octo/app").with("environment", "prod").token();
 * }</pre>
 *
 * @param options the facts that are given, by the options' names; all others have their defaults
 */
public record PresetRequest(Preset preset, Map<String, String> options) {
    /**
     * @throws IllegalArgumentException if the preset has no such option or it takes no such value; the message is one
     *     sentence that says what it takes
     */
    public PresetRequest {
        options = Map.copyOf(options);
        for (Map.Entry<String, String> given : options.entrySet()) {
            PresetOption option = option(preset, given.getKey());
            if (!option.takes(given.getValue())) {
                throw new IllegalArgumentException("\"" + option.name() + "\" of " + preset.presetName() + " must be "
                        + option.form() + ", of at most " + OptionForm.LONGEST + " characters.");
            }
        }
    }

    /**
     * Reads the facts from JSON: each a text, a whole number or a boolean; one that is null counts as absent.
     *
     * @throws InvalidTokenRequestException if the preset has no such option or it takes no such value
     */
    public static PresetRequest fromJson(Preset preset, ObjectNode options) throws InvalidTokenRequestException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : options.properties()) {
            JsonNode value = member.getValue();
            if (value.isString() || value.isIntegralNumber() || value.isBoolean()) {
                facts.put(member.getKey(), value.asString());
            } else if (!value.isNull()) {
                // No option takes this text, so that the name is judged before the value.
                facts.put(member.getKey(), "");
            }
        }
        try {
            return new PresetRequest(preset, facts);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidTokenRequestException(String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * With this fact.
     *
     * @throws IllegalArgumentException if the preset has no such option or it takes no such value
     */
    public PresetRequest with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new PresetRequest(preset, more);
    }

    /**
     * The token that the vendor issues for AWS.
     *
     * @throws IllegalArgumentException if the facts contradict each other
     */
    public TokenRequest token() {
        return token(List.of());
    }

    /** The token that the vendor issues for these audiences; for none, as {@link #token()}. */
    public TokenRequest token(List<String> audience) {
        PresetProvider provider = preset.provider();
        return provider.token(this, audience.isEmpty() ? List.of(provider.audience(this)) : audience);
    }

    /** The fact as it was given, or its default. */
    String text(String option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no default"));
    }

    boolean isTrue(String option) {
        return text(option).equals("true");
    }

    /** The fact as it was given, or its default, if it has one. */
    Optional<String> find(String option) {
        return Optional.ofNullable(options.get(option))
                .or(() -> option(preset, option).defaultValue());
    }

    private static PresetOption option(Preset preset, String name) {
        return preset.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(preset, name)));
    }

    private static String unknown(Preset preset, String name) {
        List<String> names = preset.options().stream().map(PresetOption::name).toList();
        String shown = name.length() <= 64 ? name : name.substring(0, 64) + "…";
        return "The preset " + preset.presetName() + " has no option \"" + shown + "\""
                + Misspelling.nearest(shown, names)
                        .map(nearest -> "; did you mean \"" + nearest + "\"?")
                        .orElseGet(() -> "; its options are " + String.join(", ", names) + ".");
    }
}
