package dev.understudy.journal;

import dev.understudy.aws.Arn;
import dev.understudy.sts.StsErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The calls that were answered up to one moment, the oldest first, for a test to look at. Immutable: later calls do not
 * come in, and each filter gives another view.
 *
 * <pre>{@code
 * Calls calls = understudy.calls().to("AssumeRoleWithWebIdentity").forRole(role);
 * calls.assertCount(1);
 * calls.assertRefreshedBeforeExpiry(Duration.ofMinutes(1));
 * }</pre>
 *
 * <p>An assertion that does not hold is an {@link AssertionError} that lists the calls.
 */
public final class Calls {
    private static final int LISTED = 50;

    private final List<Call> everything;
    private final List<Call> calls;
    private final Missing missing;
    private final String description;

    private Calls(List<Call> everything, List<Call> calls, Missing missing, String description) {
        this.everything = everything;
        this.calls = calls;
        this.missing = missing;
        this.description = description;
    }

    /**
     * @param dropped how many older ones are no longer kept
     * @param droppedUntil the latest time of these
     */
    static Calls of(List<Call> calls, long dropped, Instant droppedUntil) {
        return new Calls(calls, calls, new Missing(dropped, droppedUntil), "");
    }

    /** Calls that might belong here, but are no longer kept. */
    private record Missing(long number, Instant until) {
        Missing since(Instant from) {
            return until.isBefore(from) ? new Missing(0, Instant.MIN) : this;
        }
    }

    /**
     * Those to an action, such as {@code AssumeRoleWithWebIdentity}.
     *
     * @throws IllegalArgumentException if STS has no such action
     */
    public Calls to(String action) {
        String known = Names.called(action);
        return only(" to " + action, call -> call.action().equals(known));
    }

    /**
     * Those that asked for a role.
     *
     * @throws IllegalArgumentException if the text is no ARN
     */
    public Calls forRole(String arn) {
        if (Arn.parse(arn).isEmpty()) {
            throw new IllegalArgumentException("A role is named by its ARN, not \"" + arn + "\".");
        }
        return only(" for " + arn, call -> call.role().filter(arn::equals).isPresent());
    }

    /** Those that asked for a role under a session name. */
    public Calls withSession(String name) {
        return only(
                " with session " + name,
                call -> call.asked().sessionName().filter(name::equals).isPresent());
    }

    /** Those that brought a token of a subject, whatever became of them. */
    public Calls by(String subject) {
        return only(
                " by " + subject, call -> call.subject().filter(subject::equals).isPresent());
    }

    /** Those that were signed by a user or a session, by ARN. */
    public Calls signedBy(String arn) {
        return only(
                " signed by " + arn,
                call -> call.signer()
                        .flatMap(Call.Signer::arn)
                        .filter(arn::equals)
                        .isPresent());
    }

    /** Those that were carried out. */
    public Calls allowed() {
        return only(" that were allowed", call -> call.outcome() == Call.Outcome.ALLOWED);
    }

    /** Those that were refused for what they were, and not by an injected fault. */
    public Calls refused() {
        return only(" that were refused", call -> call.outcome() == Call.Outcome.REFUSED);
    }

    /** Those in whose place an injected fault came. */
    public Calls faulted() {
        return only(" that met an injected fault", call -> call.outcome() == Call.Outcome.FAULTED);
    }

    /**
     * Those that were answered with an error: {@link #refused()} or {@link #faulted()}, which tell the two apart.
     *
     * @param code the wire code, such as {@code AccessDenied}
     * @throws IllegalArgumentException if STS has no such error
     */
    public Calls withError(String code) {
        String known = Names.answered(code);
        return only(
                " with error " + code,
                call -> call.errorCode().filter(known::equals).isPresent());
    }

    /**
     * Those that were {@link #refused()} with an error; none for which it was injected.
     *
     * @param code as for {@link #withError}
     * @throws IllegalArgumentException if STS has no such error
     */
    public Calls refusedWith(String code) {
        return refused().withError(code);
    }

    /** Those at or after an instant. */
    public Calls since(Instant from) {
        Calls later = only(" since " + from, call -> !call.at().isBefore(from));
        return new Calls(everything, later.calls, missing.since(from), later.description);
    }

    /**
     * How many older calls, which might belong here, have made room since calls were last forgotten. While there are any,
     * no assertion holds; {@link #since} leaves them out if it begins after them.
     */
    public long dropped() {
        return missing.number();
    }

    /** How many there are. */
    public int count() {
        return calls.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return calls.isEmpty();
    }

    /** The calls themselves. */
    public List<Call> list() {
        return calls;
    }

    /**
     * The oldest.
     *
     * @throws NoSuchElementException if there are none; the message lists all calls
     */
    public Call first() {
        return at(0);
    }

    /**
     * The newest.
     *
     * @throws NoSuchElementException if there are none; the message lists all calls
     */
    public Call last() {
        return at(calls.size() - 1);
    }

    /** Asserts that there are exactly so many. */
    public Calls assertCount(int expected) {
        assertComplete();
        if (calls.size() != expected) {
            throw failure("Expected " + counted(expected) + ", but there " + wasOrWere(calls.size()) + ".");
        }
        return this;
    }

    /** Asserts that there are none. */
    public Calls assertNone() {
        return assertCount(0);
    }

    /**
     * Asserts that no stretch of time so long saw more calls. A client that keeps what it is given passes; one that asks
     * again for each use does not.
     *
     * @param within positive; two calls exactly so far apart lie in different stretches
     */
    public Calls assertAtMost(int most, Duration within) {
        if (most < 0 || within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("At most 0 or more calls, within a positive time.");
        }
        assertComplete();
        // A clock that is set back gives a later call an earlier time.
        List<Instant> times = calls.stream().map(Call::at).sorted().toList();
        for (int i = 0; i + most < times.size(); i++) {
            Instant from = times.get(i);
            Instant to = times.get(i + most);
            if (Duration.between(from, to).compareTo(within) < 0) {
                throw failure("Expected at most " + counted(most) + " within " + within + ", but there were "
                        + (most + 1) + " from " + from + " to " + to + ".");
            }
        }
        return this;
    }

    /**
     * Asserts that credentials were renewed in time: for a role and the token's subject, each call that was given
     * credentials came at least so long before the former ones expired, and none of these credentials was used once
     * expired. Credentials must have been given at least twice for each of them, for else nothing was renewed. A client
     * that holds several sessions of one role is looked at {@link #withSession one by one}.
     */
    public Calls assertRefreshedBeforeExpiry(Duration atLeast) {
        if (atLeast.isNegative()) {
            throw new IllegalArgumentException("A time before expiry is not negative.");
        }
        assertComplete();
        Map<List<Optional<String>>, List<Call>> issuances = calls.stream()
                .filter(call -> call.issued().isPresent())
                .collect(Collectors.groupingBy(Calls::holder, LinkedHashMap::new, Collectors.toList()));
        if (issuances.isEmpty()) {
            throw failure("Expected credentials to be renewed, but none were given.");
        }
        issuances.values().forEach(renewals -> assertInTime(renewals, atLeast));
        assertNotUsedExpired();
        return this;
    }

    /** The calls, one a line. */
    @Override
    public String toString() {
        return counted(calls.size()) + listing(calls);
    }

    /** Whose credentials a call asks for: a role's, or else the signer's own. */
    private static List<Optional<String>> holder(Call call) {
        return List.of(call.role().or(() -> call.signer().flatMap(Call.Signer::arn)), call.issuer(), call.subject());
    }

    private void assertInTime(List<Call> renewals, Duration atLeast) {
        if (renewals.size() == 1) {
            throw failure("Expected credentials to be renewed, but those of "
                    + renewals.get(0).at() + " for " + renewals.get(0).role().orElse("their caller") + " never were.");
        }
        for (int i = 1; i < renewals.size(); i++) {
            Instant expiration = expiration(renewals.get(i - 1));
            Instant renewed = renewals.get(i).at();
            if (Duration.between(renewed, expiration).compareTo(atLeast) < 0) {
                throw failure("Expected credentials to be renewed at least " + atLeast + " before they expire, but"
                        + " those that expire at " + expiration + " were renewed at " + renewed + ".");
            }
        }
    }

    /** Looks at all calls, since those that use credentials ask for no role. */
    private void assertNotUsedExpired() {
        Map<String, Instant> expirations = calls.stream()
                .flatMap(call -> call.issued().stream())
                .collect(Collectors.toMap(Call.Issued::accessKeyId, Call.Issued::expiration, (a, b) -> b));
        for (Call call : everything) {
            Optional<String> key = call.signer().map(Call.Signer::accessKeyId).filter(expirations::containsKey);
            boolean late = key.isPresent()
                    && (call.error()
                                    .filter(error -> error.code() == StsErrorCode.EXPIRED_TOKEN)
                                    .isPresent()
                            || !call.at().isBefore(expirations.getOrDefault(key.get(), Instant.MAX)));
            if (late) {
                throw failure("Expected no use of expired credentials, but " + key.get() + " signed a call at "
                        + call.at() + ":" + listing(List.of(call)));
            }
        }
    }

    private static Instant expiration(Call call) {
        return call.issued().map(Call.Issued::expiration).orElse(call.at());
    }

    private Calls only(String which, Predicate<Call> filter) {
        return new Calls(everything, calls.stream().filter(filter).toList(), missing, description + which);
    }

    private Call at(int index) {
        if (calls.isEmpty()) {
            throw new NoSuchElementException("There are no calls" + description + "." + others());
        }
        return calls.get(index);
    }

    /** What was dropped would perhaps have been counted, so nothing is proved without it. */
    private void assertComplete() {
        if (dropped() > 0) {
            throw new AssertionError((dropped() == 1 ? "1 older call is" : dropped() + " older calls are")
                    + " no longer kept, so nothing is known of all calls" + description
                    + ": forget the calls before what is to be looked at, or look at those since a later time.");
        }
    }

    private AssertionError failure(String sentence) {
        return new AssertionError(sentence + (calls.isEmpty() ? others() : listing(calls)));
    }

    /** Where a filter leaves nothing, what was called instead. */
    private String others() {
        return everything.isEmpty() ? " STS was not called at all." : " All calls:" + listing(everything);
    }

    private String counted(int number) {
        return (number == 0 ? "no calls" : number == 1 ? "1 call" : number + " calls") + description;
    }

    private static String wasOrWere(int number) {
        return number == 0 ? "were none" : number == 1 ? "was 1" : "were " + number;
    }

    private static String listing(List<Call> calls) {
        List<String> lines = new ArrayList<>();
        int left = Math.max(0, calls.size() - LISTED);
        if (left > 0) {
            lines.add("(" + left + " older)");
        }
        calls.subList(left, calls.size()).forEach(call -> lines.add(call.at() + " " + new LoggedCall(call)));
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
