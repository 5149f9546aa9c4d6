package dev.understudy;

import dev.understudy.config.ConfigSource;
import dev.understudy.config.Fault;
import dev.understudy.config.Fingerprint;
import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.config.Settings;
import dev.understudy.config.SettingsLoader;
import dev.understudy.control.ConfigurationState;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Reads the configuration anew. A broken one changes nothing: the last good one stays in use. */
final class Reloader {
    private static final System.Logger LOG = System.getLogger("dev.understudy.configuration");

    private final ConfigSource source;
    private final Settings started;
    private final Consumer<Settings> use;
    private final InstantSource clock;
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private Settings current;
    private volatile ConfigurationState state;

    /**
     * @param started what is in use already
     * @param use puts other settings in use
     */
    Reloader(ConfigSource source, Settings started, Consumer<Settings> use, InstantSource clock) {
        this.source = source;
        this.started = started;
        this.use = use;
        this.clock = clock;
        this.current = started;
        this.state = new ConfigurationState(source.name(), clock.instant(), List.of());
    }

    /**
     * Reads the files and puts them in use.
     *
     * @throws InvalidConfigurationException with every fault; what was in use stays so
     */
    synchronized void reload() throws InvalidConfigurationException {
        Settings next;
        try {
            next = SettingsLoader.reload(source);
        } catch (InvalidConfigurationException broken) {
            refuse(broken);
            throw broken;
        }
        use.accept(next);
        LOG.log(Level.INFO, "Reloaded {0}: {1}.", source.name(), Difference.between(current, next));
        if (!startsAlike(next)) {
            LOG.log(
                    Level.WARNING,
                    "server, log and sealingKey stay as they were at the start; restart to use what the file says"
                            + " now.");
        }
        current = next;
        state = new ConfigurationState(source.name(), clock.instant(), List.of());
        successes.increment();
    }

    /** Whether a restart would change nothing that a reload does not. */
    private boolean startsAlike(Settings next) {
        return next.server().equals(started.server())
                && next.log().equals(started.log())
                && next.sealingKey().equals(started.sealingKey());
    }

    /** The same faults are reported once, however often the files are read. */
    private void refuse(InvalidConfigurationException broken) {
        List<String> faults = broken.faults().stream().map(Fault::toString).toList();
        if (faults.equals(state.faults())) {
            return;
        }
        state = new ConfigurationState(source.name(), state.loadedAt(), faults);
        failures.increment();
        faults.forEach(fault -> LOG.log(Level.ERROR, fault));
        LOG.log(Level.ERROR, "The configuration that was read before stays in use.");
    }

    ConfigurationState state() {
        return state;
    }

    /** Of the files that the settings in use came from, as they were read. */
    synchronized Fingerprint fingerprint() {
        return current.fingerprint();
    }

    /** How many times a configuration was put in use after the first. */
    long successes() {
        return successes.sum();
    }

    /** How many broken configurations were met, each counted once. */
    long failures() {
        return failures.sum();
    }
}
