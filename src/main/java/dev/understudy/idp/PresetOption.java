package dev.understudy.idp;

import java.util.Optional;

/** A fact that a preset's tokens state, which the author of a test may set. */
public final class PresetOption {
    private final String name;
    private final OptionForm form;
    private final Optional<String> defaultValue;

    private PresetOption(String name, OptionForm form, Optional<String> defaultValue) {
        this.name = name;
        this.form = form;
        this.defaultValue = defaultValue;
    }

    static PresetOption of(String name, OptionForm form, String defaultValue) {
        return new PresetOption(name, form, Optional.of(defaultValue));
    }

    /** One whose value follows from other facts, or is left out, if none is given. */
    static PresetOption of(String name, OptionForm form) {
        return new PresetOption(name, form, Optional.empty());
    }

    /** In camel case, as in JSON; the command line writes {@code eventName} as {@code --event-name}. */
    public String name() {
        return name;
    }

    /** What a value looks like, for people. */
    public String form() {
        return form.words();
    }

    /** The value if none is given; without one, the fact follows from others or is left out. */
    public Optional<String> defaultValue() {
        return defaultValue;
    }

    boolean takes(String value) {
        return form.takes(value);
    }
}
