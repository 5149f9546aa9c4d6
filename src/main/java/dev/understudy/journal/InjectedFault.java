package dev.understudy.journal;

import dev.understudy.sts.Bounded;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsFault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A failure that a test asks for, to see what a client makes of it. Immutable: each method gives another fault.
 *
 * <pre>{@code
 * understudy.faults().add(InjectedFault.error("Throttling").times(2));
 * understudy.faults().add(InjectedFault.error("IDPCommunicationError").onIssuer("https://idp.example.org").always());
 * understudy.faults().add(InjectedFault.latency(Duration.ofSeconds(2)).onAction("GetCallerIdentity"));
 * understudy.faults().add(InjectedFault.droppedConnection());
 * }</pre>
 *
 * @param action the only action that it meets; any if empty
 * @param issuer the only issuer that it meets: a call's token must name it as {@code iss}, which nobody has verified, or
 *     the call must name it as {@code ProviderId}. The scheme does not count, all else does; any call if empty
 * @param latency how long the answer is held back, beside the effect; zero to 5 minutes
 * @param times for how many calls, 1 to 1,000,000; every call if empty
 */
public record InjectedFault(
        Optional<String> action, Optional<String> issuer, Effect effect, Duration latency, OptionalInt times) {
    /** The most calls that a fault can be counted down for. */
    public static final int MAXIMUM_TIMES = 1_000_000;

    /** The longest that an answer is held back. */
    public static final Duration MAXIMUM_LATENCY = Duration.ofMinutes(5);

    private static final int LONGEST_ISSUER = 200;
    private static final int LONGEST_MESSAGE = Bounded.MAXIMUM_LENGTH;

    /** What comes in place of the action. */
    public sealed interface Effect {
        /** The action is carried out; the answer is only late. */
        record CarryOn() implements Effect {}

        /** An error is answered, with the status and in the form that AWS gives it. */
        record AnswerError(StsFault fault) implements Effect {}

        /** The connection is closed without an answer. */
        record DropConnection() implements Effect {}
    }

    /**
     * Checks names and bounds.
     *
     * @throws IllegalArgumentException with a sentence that names what is wrong, and the nearest valid name
     */
    public InjectedFault {
        action.ifPresent(Names::action);
        require(
                issuer.map(name -> !bare(name).isEmpty() && name.length() <= LONGEST_ISSUER)
                        .orElse(true),
                "An issuer has 1 to " + LONGEST_ISSUER + " characters.");
        require(
                !latency.isNegative() && latency.compareTo(MAXIMUM_LATENCY) <= 0,
                "A latency is at most " + MAXIMUM_LATENCY.toMinutes() + " minutes, and not negative.");
        require(
                !(effect instanceof Effect.CarryOn) || latency.toMillis() > 0,
                "A fault without an error and with the connection left open has a latency of at least 1 ms.");
        require(
                times.isEmpty() || (times.getAsInt() >= 1 && times.getAsInt() <= MAXIMUM_TIMES),
                "A fault is for 1 to " + MAXIMUM_TIMES + " calls, or for all.");
        require(
                !(effect instanceof Effect.AnswerError error)
                        || error.fault().message().orElse("").length() <= LONGEST_MESSAGE,
                "A message has at most " + LONGEST_MESSAGE + " characters.");
    }

    /**
     * The next call is answered with this error and AWS's message for it.
     *
     * @param wireCode as in the error's {@code Code}, such as {@code Throttling}
     */
    public static InjectedFault error(String wireCode) {
        return error(Names.error(wireCode));
    }

    /** The next call is answered with this error and AWS's message for it. */
    public static InjectedFault error(StsErrorCode code) {
        return once(new Effect.AnswerError(new StsFault(code, UsualMessages.of(code))), Duration.ZERO);
    }

    /** The next call is answered as always, but so much later. */
    public static InjectedFault latency(Duration latency) {
        return once(new Effect.CarryOn(), latency);
    }

    /** The next call's connection is closed without an answer. */
    public static InjectedFault droppedConnection() {
        return once(new Effect.DropConnection(), Duration.ZERO);
    }

    /** The same for this action only. */
    public InjectedFault onAction(String name) {
        return new InjectedFault(Optional.of(name), issuer, effect, latency, times);
    }

    /** The same for calls that bring a token of this issuer only. */
    public InjectedFault onIssuer(String name) {
        return new InjectedFault(action, Optional.of(name), effect, latency, times);
    }

    /**
     * The same with another message.
     *
     * @throws IllegalStateException if the fault is no error
     */
    public InjectedFault withMessage(String message) {
        if (!(effect instanceof Effect.AnswerError error)) {
            throw new IllegalStateException("Only an error has a message.");
        }
        StsFault other = new StsFault(error.fault().code(), message);
        return new InjectedFault(action, issuer, new Effect.AnswerError(other), latency, times);
    }

    /** The same, and this late. */
    public InjectedFault withLatency(Duration delay) {
        return new InjectedFault(action, issuer, effect, delay, times);
    }

    /** The same for this many calls. */
    public InjectedFault times(int calls) {
        return new InjectedFault(action, issuer, effect, latency, OptionalInt.of(calls));
    }

    /** The same for every call, until the fault is removed. */
    public InjectedFault always() {
        return new InjectedFault(action, issuer, effect, latency, OptionalInt.empty());
    }

    boolean meets(String called, Optional<String> tokenIssuer) {
        return action.map(called::equals).orElse(true)
                && issuer.map(wanted -> tokenIssuer
                                .filter(given -> bare(given).equals(bare(wanted)))
                                .isPresent())
                        .orElse(true);
    }

    private static InjectedFault once(Effect effect, Duration latency) {
        return new InjectedFault(Optional.empty(), Optional.empty(), effect, latency, OptionalInt.of(1));
    }

    private static String bare(String issuer) {
        int scheme = issuer.indexOf("://");
        return scheme < 0 ? issuer : issuer.substring(scheme + "://".length());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
