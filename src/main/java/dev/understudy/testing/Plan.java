package dev.understudy.testing;

import dev.understudy.Understudy;
import dev.understudy.config.InvalidConfigurationException;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What to start, how long it lives and when it is reset. Equal plans share one Understudy in a suite. */
record Plan(ConfigChoice config, UnaryOperator<Understudy.Builder> options, Scope scope, Reset reset) {
    private static final UnaryOperator<Understudy.Builder> NO_OPTIONS = UnaryOperator.identity();

    static final Plan STANDARD = new Plan(ConfigChoice.of(""), NO_OPTIONS, Scope.CLASS, Reset.EACH_TEST);

    static Plan of(UnderstudyTest annotation) {
        return new Plan(ConfigChoice.of(annotation.config()), NO_OPTIONS, annotation.scope(), annotation.reset());
    }

    Plan withConfig(ConfigChoice other) {
        return new Plan(other, options, scope, reset);
    }

    Plan withOptions(UnaryOperator<Understudy.Builder> other) {
        return new Plan(config, other, scope, reset);
    }

    Plan withScope(Scope other) {
        return new Plan(config, options, other, reset);
    }

    Plan withReset(Reset other) {
        return new Plan(config, options, scope, other);
    }

    Understudy start(ClassLoader loader) {
        try {
            return options.apply(Understudy.builder().config(config.source(loader)))
                    .start();
        } catch (InvalidConfigurationException invalid) {
            throw new ExtensionConfigurationException(
                    "Understudy has not started, since its configuration has faults:\n" + invalid.getMessage(),
                    invalid);
        } catch (IOException failure) {
            throw new ExtensionConfigurationException("Understudy has not started, since it cannot listen.", failure);
        }
    }
}
