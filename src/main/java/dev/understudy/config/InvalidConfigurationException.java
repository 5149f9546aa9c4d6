package dev.understudy.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. The message has one fault a line. */
public final class InvalidConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidConfigurationException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** With a single fault, which shows only where the configuration is used. */
    public static InvalidConfigurationException of(Fault fault) {
        return new InvalidConfigurationException(List.of(fault));
    }

    /** At least one fault: the configuration's own first, then those of the files that it names, each by line. */
    public List<Fault> faults() {
        return faults;
    }
}
