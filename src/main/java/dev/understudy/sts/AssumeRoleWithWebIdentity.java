package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.policy.Requester;
import dev.understudy.token.RolesClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Exchanges an identity token for temporary credentials of a role.
 *
 * <p>The order of checks: parameters, token, the token's roles claim, role, trust policy, session tags, duration, size.
 * AWS is known to check constraints first, the issuer's provider before the role, and the roles claim before the trust
 * policy; the rest of its order is not known.
 */
public final class AssumeRoleWithWebIdentity {
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

    private final Supplier<Directory> directory;
    private final WebIdentityVerifier verifier;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public AssumeRoleWithWebIdentity(
            Supplier<Directory> directory,
            WebIdentityVerifier verifier,
            CredentialMinter minter,
            Supplier<Duration> minimumDuration) {
        this.directory = directory;
        this.minimumDuration = minimumDuration;
        this.verifier = verifier;
        this.minter = minter;
    }

    /**
     * What the call answers.
     *
     * @param provider the OIDC provider's ARN, or the built-in provider's host
     * @param audience the token's {@code azp}, or else its {@code aud}; the app of an access token
     * @param packedPolicySize percent of the allotment
     */
    public record Response(
            TemporaryCredentials credentials,
            String subjectFromWebIdentityToken,
            String assumedRoleId,
            String assumedRoleArn,
            int packedPolicySize,
            String provider,
            String audience,
            Optional<String> sourceIdentity) {}

    /** All that was decided; nothing secret has been drawn yet. */
    private record Grant(
            AssumeRoleWithWebIdentityRequest request,
            WebIdentity identity,
            Role role,
            Session session,
            int packedSize) {}

    /**
     * Reads and validates the parameters, before any look at the role or the token, as AWS does.
     *
     * @throws StsException {@code MalformedInput}, {@code ValidationError} or {@code MalformedPolicyDocument}
     */
    public AssumeRoleWithWebIdentityRequest parse(Members members) throws StsException {
        return AssumeRoleWithWebIdentityRequest.parse(members, minimumDuration.get());
    }

    /** Decides, and mints if the decision allows it. */
    public StsResult<Response> call(AssumeRoleWithWebIdentityRequest request, RequestFacts facts) {
        return authorize(request, facts).map(this::mint);
    }

    /** Decides as {@link #call} does, and mints nothing: the role that it would grant. */
    public StsResult<Role> decide(AssumeRoleWithWebIdentityRequest request, RequestFacts facts) {
        return authorize(request, facts).map(Grant::role);
    }

    private StsResult<Grant> authorize(AssumeRoleWithWebIdentityRequest request, RequestFacts facts) {
        Trace.Recorder trace = new Trace.Recorder();
        trace.role(request.roleArn().toString());
        trace.passed("parameters", "All parameters are well formed.");
        return Checks.result(
                trace,
                grant -> "The trust policy of " + grant.role().arn() + " allows it.",
                recorder -> authorize(request, facts, recorder));
    }

    private Grant authorize(AssumeRoleWithWebIdentityRequest request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Directory accounts = directory.get();
        WebIdentity identity = verifier.verify(request, accounts, trace);
        checkRolesClaim(request, identity, trace);
        RoleTrust trust = new RoleTrust(ACTION, trace);
        Role role = trust.find(request.roleArn(), accounts);
        trust.decide(
                role,
                new Requester.Federated(identity.provider()),
                WebIdentityContext.of(request, identity, facts),
                !identity.tags().equals(SessionTags.NONE),
                identity.sourceIdentity().isPresent());
        trust.checkTags(identity.tags(), identity.sourceIdentity());
        Duration duration = trust.duration(request.duration(), role);
        Session session = session(request, identity, role, duration, facts.time());
        int packedSize = trust.packedSize(session);
        ActiveRegions.require(role.account(), accounts, facts, trace);
        return new Grant(request, identity, role, session, packedSize);
    }

    private static void checkRolesClaim(
            AssumeRoleWithWebIdentityRequest request, WebIdentity identity, Trace.Recorder trace) throws StsException {
        if (!(identity.roles() instanceof RolesClaim.Listed listed)) {
            return;
        }
        if (!listed.lists(request.roleArn().toString())) {
            throw trace.refusal(
                    "roles claim",
                    new StsFault(
                            StsErrorCode.INVALID_IDENTITY_TOKEN,
                            "The target role ARN is not present in the roles claim of the identity token"),
                    "The token's roles claim lists " + listed.roleArns() + ", not " + request.roleArn() + ".");
        }
        trace.passed("roles claim", "The token's roles claim lists the role.");
    }

    private Response mint(Grant grant) {
        Role role = grant.role();
        WebIdentity identity = grant.identity();
        String sessionName = grant.request().roleSessionName();
        return new Response(
                minter.mint(grant.session(), grant.request().tokenSize()),
                identity.subject(),
                role.roleId() + ":" + sessionName,
                role.assumedRoleArn(sessionName).toString(),
                grant.packedSize(),
                identity.provider(),
                identity.audience(),
                identity.sourceIdentity());
    }

    private static Session session(
            AssumeRoleWithWebIdentityRequest request, WebIdentity identity, Role role, Duration duration, Instant now) {
        Session session = Session.of(
                        new SessionPrincipal.AssumedRole(
                                role.roleId(), role.arn().toString(), request.roleSessionName()),
                        role.account(),
                        now,
                        now.plus(duration))
                .withContext(identity.sessionKeys())
                .withTags(identity.tags())
                .withPolicies(request.policies());
        return identity.sourceIdentity().map(session::withSourceIdentity).orElse(session);
    }
}
