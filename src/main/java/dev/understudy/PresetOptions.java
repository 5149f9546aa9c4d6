package dev.understudy;

import dev.understudy.aws.Misspelling;
import dev.understudy.idp.Preset;
import dev.understudy.idp.PresetOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options of presets as the command line writes them: {@code --event-name push} for {@code eventName}. */
final class PresetOptions {
    private PresetOptions() {}

    /**
     * Reads options and their values, each pair either two arguments or one with an equals sign.
     *
     * @return the values by the options' names
     * @throws BadUsageException if an argument is no option of the preset, or comes twice or without a value
     */
    static Map<String, String> read(Preset preset, List<String> arguments) throws BadUsageException {
        Map<String, String> values = new LinkedHashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String[] pair = rest.next().split("=", 2);
            PresetOption option = option(preset, pair[0]);
            if (pair.length == 1 && !rest.hasNext()) {
                throw new BadUsageException(pair[0] + " needs a value: " + option.form() + ".");
            }
            String value = pair.length == 2 ? pair[1] : rest.next();
            if (values.put(option.name(), value) != null) {
                throw new BadUsageException(pair[0] + " is given twice.");
            }
        }
        return values;
    }

    private static PresetOption option(Preset preset, String argument) throws BadUsageException {
        Optional<PresetOption> found = preset.options().stream()
                .filter(option -> flag(option).equals(argument))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        List<String> flags = preset.options().stream().map(PresetOptions::flag).toList();
        throw new BadUsageException("The preset " + preset.presetName() + " has no option " + argument
                + Misspelling.nearest(argument, flags)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("; its options are " + String.join(", ", flags) + "."));
    }

    private static String flag(PresetOption option) {
        return "--" + option.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The presets and their options, for the command's help. */
    static String[] help() {
        List<String> lines = new ArrayList<>(List.of("", "Options of the presets, and their defaults:"));
        for (Preset preset : Preset.values()) {
            lines.add("");
            lines.add("--preset " + preset.presetName() + ": " + preset.vendor());
            preset.options().forEach(option -> lines.add("  " + flag(option) + "=" + value(option)));
        }
        // The help formats its lines.
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }

    private static String value(PresetOption option) {
        return option.defaultValue().orElse("(" + option.form() + ")");
    }
}
