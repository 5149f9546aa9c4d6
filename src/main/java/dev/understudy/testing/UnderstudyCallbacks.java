package dev.understudy.testing;

import dev.understudy.Understudy;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.idp.UnsupportedTokenException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the annotation and the extension have in common: when to start and reset, and what to inject. */
abstract class UnderstudyCallbacks
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(UnderstudyCallbacks.class);

    private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

    /** What the test in this context asks for. */
    abstract Plan plan(ExtensionContext context);

    /** Which Understudy of a class this plan means. */
    abstract Object keyInClass(Plan plan);

    /** Told of the Understudy that a context uses, each time it is asked for. */
    abstract void uses(RunningUnderstudy running);

    @Override
    public final void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        RunningUnderstudy running = running(context);
        if (plan(context).reset() == Reset.EACH_TEST) {
            refuseIfOthersUseIt(context);
            running.reset();
            context.getStore(NAMESPACE).put(new ResetAfterwards(this), running);
        }
    }

    /** Left in a test's store once it may reset what it uses. */
    private record ResetAfterwards(UnderstudyCallbacks extension) {}

    /**
     * The next test's constructor runs before its {@link #beforeEach}, and may be given a token. A test that was
     * refused resets nothing: others may be using it.
     */
    @Override
    public final void afterEach(ExtensionContext context) {
        Optional.ofNullable(context.getStore(NAMESPACE).remove(new ResetAfterwards(this), RunningUnderstudy.class))
                .ifPresent(RunningUnderstudy::reset);
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Understudy.class
                || type == AwsProperties.class
                || type == URI.class
                || parameter.isAnnotated(Token.class);
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Optional<Token> token = parameter.findAnnotation(Token.class);
        if (token.isPresent()) {
            return token(token.get(), type, context);
        }
        RunningUnderstudy running = running(context);
        if (type == URI.class) {
            return running.understudy().endpoint();
        }
        return type == Understudy.class ? running.understudy() : running.awsProperties();
    }

    private Object token(Token wanted, Class<?> type, ExtensionContext context) {
        if (type != String.class && type != Path.class) {
            throw new ParameterResolutionException("@Token is for a String, which is given the token, or a"
                    + " java.nio.file.Path, which is given a file that holds it; not for " + type.getName() + ".");
        }
        try {
            Duration expiresIn = Duration.parse(wanted.expiresIn());
            String token = running(context)
                    .understudy()
                    .token(TokenRequest.of(wanted.issuer(), wanted.audience(), wanted.subject())
                            .withExpiresIn(expiresIn));
            if (type == String.class) {
                return token;
            }
            TokenFile file = TokenFile.holding(token);
            context.getStore(NAMESPACE).put(file, file);
            return file.path();
        } catch (DateTimeParseException malformed) {
            throw new ParameterResolutionException(
                    "@Token(expiresIn) is an ISO 8601 duration such as PT1H, not \"" + wanted.expiresIn() + "\".",
                    malformed);
        } catch (UnknownIssuerException | UnsupportedTokenException | IllegalArgumentException refused) {
            throw new ParameterResolutionException("There is no such @Token: " + refused.getMessage(), refused);
        } catch (IOException failure) {
            throw new ParameterResolutionException("A file for the @Token cannot be written.", failure);
        }
    }

    private RunningUnderstudy running(ExtensionContext context) {
        Plan plan = plan(context);
        // A class that comes first starts it; its nested classes and its methods find it through their parents.
        ExtensionContext holder = plan.scope() == Scope.SUITE ? context.getRoot() : context;
        RunningUnderstudy running =
                start(holder, key(plan), plan, context.getRequiredTestClass().getClassLoader());
        uses(running);
        return running;
    }

    /** Jupiter 6 has this method under another name as well, which Jupiter 5 does not know. */
    @SuppressWarnings("deprecation")
    private static RunningUnderstudy start(ExtensionContext holder, Object key, Plan plan, ClassLoader loader) {
        refuseWithoutClosing();
        return Objects.requireNonNull(holder.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        key, absent -> new RunningUnderstudy(plan.start(loader)), RunningUnderstudy.class));
    }

    /** An older Jupiter would keep every Understudy open, and every token's file, until the JVM ends. */
    private static void refuseWithoutClosing() {
        try {
            // Came with the version that closes whatever is AutoCloseable.
            Objects.requireNonNull(ExtensionContext.StoreScope.class);
        } catch (NoClassDefFoundError older) {
            throw new ExtensionConfigurationException(
                    "Understudy needs JUnit Jupiter 5.13 or later, which closes what an extension has opened.", older);
        }
    }

    private Object key(Plan plan) {
        return plan.scope() == Scope.SUITE ? plan : keyInClass(plan);
    }

    /** Resetting would pull the rug from under a test that runs at the same time. */
    private void refuseIfOthersUseIt(ExtensionContext context) {
        if (context.getConfigurationParameter(PARALLEL)
                .filter(Boolean::parseBoolean)
                .isEmpty()) {
            return;
        }
        Object key = key(plan(context));
        ExtensionContext here = context;
        while (isFoundAbove(here, key)) {
            if (here.getExecutionMode() == ExecutionMode.CONCURRENT) {
                throw new ExtensionConfigurationException(
                        here.getDisplayName() + " runs at the same time as others with the same Understudy, so it"
                                + " cannot be reset before each test: choose reset = NEVER, or"
                                + " @Execution(SAME_THREAD).");
            }
            here = here.getParent().orElseThrow();
        }
    }

    private static boolean isFoundAbove(ExtensionContext context, Object key) {
        return context.getParent()
                .filter(parent -> parent.getStore(NAMESPACE).get(key) != null)
                .isPresent();
    }
}
