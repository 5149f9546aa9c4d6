package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.KeyHolder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a user or root user temporary credentials of its own, with MFA if it asks for it. Documented: no policy is asked,
 * since the call is there to sign in.
 */
public final class GetSessionToken implements SignedAction<TemporaryCredentials> {
    private final Supplier<Directory> directory;
    private final MfaVerifier mfa;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public GetSessionToken(
            Supplier<Directory> directory,
            MfaVerifier mfa,
            CredentialMinter minter,
            Supplier<Duration> minimumDuration) {
        this.directory = directory;
        this.mfa = mfa;
        this.minter = minter;
        this.minimumDuration = minimumDuration;
    }

    /** The parameters, within the constraints of AWS's model. */
    record Request(Optional<Duration> duration, Optional<MfaCode> mfa, Optional<Integer> tokenSize) {
        static Request parse(Members members, Duration minimumDuration) throws StsException {
            Optional<Integer> seconds = members.integer("DurationSeconds");
            Constraints constraints = new Constraints();
            Optional<Duration> duration =
                    constraints.duration(seconds, minimumDuration, HolderSession.MAXIMUM_DURATION);
            MfaParameters mfa = MfaParameters.read(members, constraints);
            Optional<Integer> tokenSize = constraints.tokenSize(members);
            constraints.throwIfViolated();
            return new Request(duration, mfa.code(), tokenSize);
        }
    }

    @Override
    public StsResult<TemporaryCredentials> call(Caller caller, Members members, RequestFacts facts)
            throws StsException {
        Request request = Request.parse(members, minimumDuration.get());
        return Checks.result(
                        new Trace.Recorder(),
                        session -> "A user or root user with a long-term key is given a session of its own.",
                        trace -> decide(caller, request, facts, trace))
                .map(session -> minter.mint(session, request.tokenSize()));
    }

    private Session decide(Caller caller, Request request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        KeyHolder holder = trace.check(
                "caller",
                () -> CallerRules.requireLongTermKey(caller, "GetSessionToken"),
                found -> found.arn() + " has signed with a long-term key.");
        mfa.check(caller, request.mfa(), facts.time(), trace);
        ActiveRegions.require(holder.account(), directory.get(), facts, trace);
        Duration duration = HolderSession.duration(request.duration(), holder);
        return Session.of(
                        HolderSession.principal(holder),
                        holder.account(),
                        facts.time(),
                        facts.time().plus(duration))
                .withContext(request.mfa().isPresent() ? Mfa.IN_SESSION : Map.of());
    }
}
