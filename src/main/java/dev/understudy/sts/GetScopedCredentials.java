package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.policy.PolicySet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a session credentials that may do less than itself, or for less time. They are still the same principal's, with the
 * same tags and source identity. Whether a policy must allow the call is not documented; it must here.
 */
public final class GetScopedCredentials implements SignedAction<GetScopedCredentials.Response> {
    private static final String ACTION = "sts:GetScopedCredentials";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(36);

    private final Supplier<Directory> directory;
    private final CredentialMinter minter;

    public GetScopedCredentials(Supplier<Directory> directory, CredentialMinter minter) {
        this.directory = directory;
        this.minter = minter;
    }

    /**
     * What the call answers.
     *
     * @param scopedSessionId the caller's unique id, since the principal is the same
     * @param scopedPoliciesCount how many policies of this action narrow the session
     */
    public record Response(
            TemporaryCredentials credentials,
            String scopedSessionId,
            String arn,
            int scopedPoliciesCount,
            Optional<String> sourceIdentity) {}

    /** The parameters, within the constraints of AWS's model; the description is for AWS's log alone. */
    record Request(Optional<String> policy, Optional<Duration> duration, Optional<Integer> tokenSize) {
        static Request parse(Members members) throws StsException {
            Optional<Integer> seconds = members.integer("DurationSeconds");
            Constraints constraints = new Constraints();
            Optional<String> policy =
                    constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY);
            Optional<Duration> duration = constraints.duration(seconds, SHORTEST, LONGEST);
            Optional<Integer> tokenSize = constraints.tokenSize(members);
            constraints.optional(
                    "scopedSessionDescription",
                    members.string("ScopedSessionDescription"),
                    TextConstraint.SCOPED_SESSION_DESCRIPTION);
            constraints.throwIfViolated();
            if (policy.isEmpty() && duration.isEmpty()) {
                // Documented; how AWS words it is not known.
                throw new StsException(
                        StsErrorCode.VALIDATION_ERROR, "At least one of Policy and DurationSeconds must be given.");
            }
            return new Request(policy, duration, tokenSize);
        }
    }

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Request request = Request.parse(members);
        if (request.policy().isPresent()) {
            SessionPolicyRules.check(List.of(), request.policy(), caller.arn());
        }
        return Checks.result(
                        new Trace.Recorder(),
                        session -> "The policies of " + caller.arn() + " allow it.",
                        trace -> decide(caller, request, facts, trace))
                .map(session -> new Response(
                        minter.mint(session, request.tokenSize()),
                        caller.userId(),
                        caller.arn().toString(),
                        session.policies().scopeDown().size(),
                        session.sourceIdentity()));
    }

    private Session decide(Caller caller, Request request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Session session = trace.check(
                "caller", () -> temporary(caller), found -> caller.arn() + " has signed with temporary credentials.");
        Directory accounts = directory.get();
        Permission.of(caller, accounts, Optional.empty(), facts, context -> {}).require(ACTION, trace);
        trace.limit("scope-down policies", () -> roomForMore(caller, session, request));
        Instant end = trace.limit("duration", () -> end(session, request, facts.time()));
        Session scoped = session.until(end)
                .withPolicies(
                        session.policies().scopedDown(request.policy().stream().toList()));
        trace.check("packed policy size", () -> PackedSize.of(scoped), PackedSize::described);
        ActiveRegions.require(session.account(), accounts, facts, trace);
        return scoped;
    }

    /** Documented: long-term credentials are refused. That it is with this error is not known. */
    private static Session temporary(Caller caller) throws StsException {
        return caller.temporary()
                .orElseThrow(() -> new StsException(
                        StsErrorCode.INVALID_SUBJECT_CREDENTIALS,
                        "GetScopedCredentials must be called with temporary security credentials."));
    }

    /** Documented: a fourth is denied. */
    private static Session roomForMore(Caller caller, Session session, Request request) throws StsException {
        if (request.policy().isPresent() && session.policies().scopeDown().size() >= PolicySet.MOST_SCOPES) {
            throw Permission.denial(
                    caller,
                    ACTION,
                    Optional.empty(),
                    "The session has " + PolicySet.MOST_SCOPES + " scope-down policies already.");
        }
        return session;
    }

    private static Instant end(Session session, Request request, Instant now) throws StsException {
        Instant wanted = request.duration().map(now::plus).orElse(session.expiresAt());
        if (wanted.isAfter(session.expiresAt())) {
            throw new StsException(
                    new StsFault(
                            StsErrorCode.INSUFFICIENT_SESSION_LIFETIME,
                            "The requested DurationSeconds is greater than the remaining lifetime of the calling session."),
                    "The credentials would expire at " + wanted + ", after the calling session, which ends at "
                            + session.expiresAt() + ".");
        }
        return wanted;
    }
}
