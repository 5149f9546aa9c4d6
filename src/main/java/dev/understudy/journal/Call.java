package dev.understudy.journal;

import dev.understudy.policy.Explanation;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.sts.Bounded;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that STS has answered, or that an injected fault has. It holds no token and no secret.
 *
 * @param requestId the id that the client saw in {@code x-amzn-RequestId}
 * @param at when the request had arrived
 * @param action as the client wrote it; empty if its parameters could not be read
 * @param asked what the parameters said
 * @param signer who signed it, if anybody did
 * @param issued the credentials that it was given
 * @param outcome what became of it
 * @param error what the wire showed, if the call was not carried out
 * @param injectedFault the id of the injected fault that it met
 * @param trace why it came out as it did
 */
public record Call(
        String requestId,
        Instant at,
        String action,
        Asked asked,
        Client client,
        Optional<Signer> signer,
        Optional<Issued> issued,
        Outcome outcome,
        Optional<StsFault> error,
        Optional<String> injectedFault,
        Trace trace) {
    /** What became of a call. */
    public enum Outcome {
        /** It was carried out. */
        ALLOWED,
        /** It was refused for what it was. */
        REFUSED,
        /** An injected fault came in its place: an error, or a dropped connection. */
        FAULTED
    }

    /**
     * Who called.
     *
     * @param address the IP address
     * @param userAgent as the client names itself
     */
    public record Client(String address, Optional<String> userAgent) {
        public Client {
            userAgent = userAgent.map(Bounded::text);
        }
    }

    /**
     * Who signed a call.
     *
     * @param accessKeyId as the signature claims
     * @param arn of the user or the session; only if the signature was good
     */
    public record Signer(String accessKeyId, Optional<String> arn) {
        public Signer {
            accessKeyId = Bounded.text(accessKeyId);
        }
    }

    /**
     * Credentials that a call was given; the secret and the session token are not kept.
     *
     * @param expiration from when on they are no longer good
     */
    public record Issued(String accessKeyId, Instant expiration) {}

    public Call {
        action = Bounded.text(action);
        error = error.map(shown -> new StsFault(shown.code(), shown.message().map(Bounded::text)));
    }

    /** The ARN of the role that was asked for. */
    public Optional<String> role() {
        return trace.role().or(asked::role);
    }

    /** The token's issuer, as the token says, or the OAuth provider, as the call says. */
    public Optional<String> issuer() {
        return trace.issuer().or(asked::issuer);
    }

    /** The token's subject, as the token says, or the user of an access token, as its provider says. */
    public Optional<String> subject() {
        return trace.subject().or(asked::subject);
    }

    /** The wire code of the error. */
    public Optional<String> errorCode() {
        return error.map(shown -> shown.code().wireCode());
    }

    /** What is known of a call while it is being answered. For one thread. */
    public static final class Draft {
        private final String requestId;
        private final Instant at;
        private final Client client;
        private String action = "";
        private Asked asked = Asked.NOTHING;
        private Optional<Signer> signer = Optional.empty();
        private Optional<Issued> issued = Optional.empty();
        private Optional<InjectedFaults.Waiting> met = Optional.empty();

        public Draft(String requestId, Instant at, Client client) {
            this.requestId = requestId;
            this.at = at;
            this.client = client;
        }

        /** What the parameters said; nothing if they could not be read. */
        public Asked asked() {
            return asked;
        }

        /** The parameters could be read. */
        public void asks(String calledAction, Asked parameters) {
            action = calledAction;
            asked = parameters;
        }

        /** The signature claims this access key. */
        public void signedWith(String accessKeyId) {
            signer = Optional.of(new Signer(accessKeyId, Optional.empty()));
        }

        /** The signature is good. */
        public void signedBy(String accessKeyId, String arn) {
            signer = Optional.of(new Signer(accessKeyId, Optional.of(arn)));
        }

        /** Credentials go out with the answer. */
        public void issues(Issued credentials) {
            issued = Optional.of(credentials);
        }

        /** An injected fault takes the call. */
        public void meets(InjectedFaults.Waiting fault) {
            met = Optional.of(fault);
        }

        /** The call was carried out. */
        public Call allowed(Trace trace) {
            return call(Outcome.ALLOWED, Optional.empty(), late(trace));
        }

        /** The call was refused. */
        public Call refused(StsFault fault, Trace trace) {
            return call(Outcome.REFUSED, Optional.of(fault), late(trace));
        }

        /** The injected fault came in the action's place, with an error or without any answer. */
        public Call faulted(Optional<StsFault> fault) {
            String what =
                    fault.map(shown -> "answered " + shown.code().wireCode()).orElse("closed the connection");
            String sentence = "The injected fault " + metId().orElse("") + " " + what
                    + " in place of the action; nothing about the call was judged.";
            return call(
                    Outcome.FAULTED, fault, Trace.of(new Step("injected fault", Explanation.Outcome.FAILED, sentence)));
        }

        private Trace late(Trace trace) {
            Optional<Duration> latency = met.map(fault -> fault.fault().latency());
            return latency.map(delay -> trace.with(new Step(
                            "injected fault",
                            Explanation.Outcome.PASSED,
                            "The injected fault " + metId().orElse("") + " held the answer back for " + delay + ".")))
                    .orElse(trace);
        }

        private Optional<String> metId() {
            return met.map(InjectedFaults.Waiting::id);
        }

        private Call call(Outcome outcome, Optional<StsFault> error, Trace trace) {
            return new Call(requestId, at, action, asked, client, signer, issued, outcome, error, metId(), trace);
        }
    }
}
