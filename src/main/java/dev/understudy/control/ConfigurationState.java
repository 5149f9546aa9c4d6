package dev.understudy.control;

import java.time.Instant;
import java.util.List;

/**
 * The configuration in use, and whether its files still say the same.
 *
 * @param name what it was read from
 * @param loadedAt when the one in use was read
 * @param faults what keeps the present files from being used, one sentence each; empty if nothing does
 */
public record ConfigurationState(String name, Instant loadedAt, List<String> faults) {
    public ConfigurationState {
        faults = List.copyOf(faults);
    }
}
