package dev.understudy.testing;

import dev.understudy.Understudy;
import dev.understudy.config.Configuration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An {@link Understudy} for a test class, where {@link UnderstudyTest} cannot say all that it shall be.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final UnderstudyExtension understudy =
 *         UnderstudyExtension.builder().config(Path.of("understudy.yaml")).build();
 * }</pre>
 *
 * A static field has one Understudy for its class and the classes nested in it; an instance field, one for each test
 * instance. It injects the same parameters as the annotation does.
 */
public final class UnderstudyExtension extends UnderstudyCallbacks {
    private final Plan plan;
    private final Set<RunningUnderstudy> used = ConcurrentHashMap.newKeySet();

    private UnderstudyExtension(Plan plan) {
        this.plan = plan;
    }

    /** The packaged configuration, for a class, reset for each test. */
    public static Builder builder() {
        return new Builder(Plan.STANDARD);
    }

    /**
     * The running Understudy, from the class's {@code @BeforeAll} methods to its {@code @AfterAll} methods.
     *
     * @throws IllegalStateException if it does not run; or if several classes that inherited this field run at the same
     *     time, each with its own
     */
    public Understudy understudy() {
        return current().understudy();
    }

    /** Where an AWS SDK is pointed at; throws as {@link #understudy()} does. */
    public URI endpoint() {
        return understudy().endpoint();
    }

    /** What an AWS SDK must be told; throws as {@link #understudy()} does. */
    public AwsProperties awsProperties() {
        return current().awsProperties();
    }

    /** A token of a {@code local} issuer, valid for an hour; throws as {@link #understudy()} does. */
    public String token(String issuer, String audience, String subject) {
        return understudy().token(issuer, audience, subject);
    }

    private RunningUnderstudy current() {
        List<RunningUnderstudy> open =
                used.stream().filter(RunningUnderstudy::isOpen).toList();
        return switch (open.size()) {
            case 0 ->
                throw new IllegalStateException(
                        "Understudy does not run here: it does from the @BeforeAll to"
                                + " the @AfterAll methods of a class that has this extension in a field with @RegisterExtension.");
            case 1 -> open.get(0);
            default ->
                throw new IllegalStateException("Several classes use this extension at the same time, each with"
                        + " an Understudy of its own: have the Understudy injected as a parameter.");
        };
    }

    @Override
    Plan plan(ExtensionContext context) {
        return plan;
    }

    @Override
    Object keyInClass(Plan asked) {
        return this;
    }

    @Override
    void uses(RunningUnderstudy running) {
        used.removeIf(past -> !past.isOpen());
        used.add(running);
    }

    /** What to start. Immutable: each method gives another builder. */
    public static final class Builder {
        private final Plan plan;

        private Builder(Plan plan) {
            this.plan = plan;
        }

        /** The configuration file. */
        public Builder config(Path file) {
            return new Builder(plan.withConfig(new ConfigChoice.File(file)));
        }

        /** The configuration: a file's path, or {@code classpath:} and the name of a resource. */
        public Builder config(String location) {
            return new Builder(plan.withConfig(ConfigChoice.of(location)));
        }

        /** The configuration, declared in Java. */
        public Builder config(Configuration configuration) {
            return new Builder(plan.withConfig(new ConfigChoice.InJava(configuration)));
        }

        /** The configuration itself, in which only absolute paths lead anywhere. */
        public Builder yaml(String configuration) {
            return new Builder(plan.withConfig(new ConfigChoice.Text(configuration)));
        }

        /**
         * Whatever else {@link Understudy#builder()} offers. Extensions share an Understudy in a suite only if they are
         * given the same function.
         */
        public Builder options(UnaryOperator<Understudy.Builder> options) {
            return new Builder(plan.withOptions(options));
        }

        /** How long the Understudy lives; {@link Scope#CLASS} unless said otherwise. */
        public Builder scope(Scope scope) {
            return new Builder(plan.withScope(scope));
        }

        /** When it goes back to its configuration; {@link Reset#EACH_TEST} unless said otherwise. */
        public Builder reset(Reset reset) {
            return new Builder(plan.withReset(reset));
        }

        public UnderstudyExtension build() {
            return new UnderstudyExtension(plan);
        }
    }
}
