package dev.understudy.sts;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Why a call came out as it did. Never on the wire, and never holds a token or a secret. Its texts are
 * cut at {@value Bounded#MAXIMUM_LENGTH} characters.
 *
 * @param summary one sentence that names the cause
 * @param role the ARN of the role that was asked for
 * @param issuer the token's issuer, as the token gives it; the host of an access token's provider
 * @param subject the token's subject, as the token gives it; the user for whom an access token's provider vouches
 */
public record Trace(
        String summary, List<Step> steps, Optional<String> role, Optional<String> issuer, Optional<String> subject) {
    public Trace {
        summary = Bounded.text(summary);
        steps = steps.stream()
                .limit(Bounded.MAXIMUM_STEPS)
                .map(step -> new Step(Bounded.text(step.check()), step.outcome(), Bounded.text(step.detail())))
                .toList();
        role = role.map(Bounded::text);
        issuer = issuer.map(Bounded::text);
        subject = subject.map(Bounded::text);
    }

    /** A trace of a call that got no further than its parameters or its signature. */
    public static Trace of(Step step) {
        return new Trace(step.detail(), List.of(step), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This trace and a last step. */
    public Trace with(Step last) {
        List<Step> more = new ArrayList<>(steps);
        more.add(last);
        return new Trace(summary, more, role, issuer, subject);
    }

    /** One check, which gives what it found. */
    @FunctionalInterface
    interface Check<T> {
        T run() throws StsException;
    }

    /** Collects the steps of one call. */
    static final class Recorder {
        private final List<Step> steps = new ArrayList<>();
        private Optional<String> role = Optional.empty();
        private Optional<String> issuer = Optional.empty();
        private Optional<String> subject = Optional.empty();

        void role(String arn) {
            role = Optional.of(arn);
        }

        void token(Optional<String> tokenIssuer, Optional<String> tokenSubject) {
            issuer = tokenIssuer;
            subject = tokenSubject;
        }

        void passed(String check, String detail) {
            steps.add(new Step(check, Outcome.PASSED, detail));
        }

        void failed(String check, String detail) {
            steps.add(new Step(check, Outcome.FAILED, detail));
        }

        /** The refusal of a step that failed, to be thrown. */
        StsException refusal(String check, StsFault fault, String reason) {
            failed(check, reason);
            return new StsException(fault, reason);
        }

        /**
         * Carries out a check, and notes how it went.
         *
         * @param detail says it of what the check came to
         */
        <T> T check(String name, Check<T> check, Function<? super T, String> detail) throws StsException {
            T found = limit(name, check);
            passed(name, detail.apply(found));
            return found;
        }

        /** Carries out a check that is worth a step only if it fails. */
        <T> T limit(String name, Check<T> check) throws StsException {
            try {
                return check.run();
            } catch (StsException refusal) {
                failed(name, refusal.reason());
                throw refusal;
            }
        }

        void addAll(List<Step> more) {
            steps.addAll(more);
        }

        Trace finish(String summary) {
            return new Trace(summary, steps, role, issuer, subject);
        }
    }
}
