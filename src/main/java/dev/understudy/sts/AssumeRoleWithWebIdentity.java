package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.PackedPolicySize;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.Decision;
import dev.understudy.policy.Explanation;
import dev.understudy.policy.Policy;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Requester;
import dev.understudy.token.RolesClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    /** Whatever the role's maximum and the token's own expiry. */
    private static final Duration DEFAULT_DURATION = Duration.ofHours(1);

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
    private record Grant(AssumeRoleWithWebIdentityRequest request, WebIdentity identity, Role role, Session session) {}

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
        try {
            Grant grant = authorize(request, facts, trace);
            return new StsResult.Granted<>(
                    grant, trace.finish("The trust policy of " + grant.role().arn() + " allows it."));
        } catch (StsException refusal) {
            return new StsResult.Refused<>(refusal.fault(), trace.finish(refusal.reason()));
        }
    }

    private Grant authorize(AssumeRoleWithWebIdentityRequest request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Directory accounts = directory.get();
        WebIdentity identity = verifier.verify(request, accounts, trace);
        checkRolesClaim(request, identity, trace);
        Role role = find(request, accounts, trace);
        decide(role, identity, WebIdentityContext.of(request, identity, facts), trace);
        checkTags(identity, trace);
        Duration duration = duration(request, role, trace);
        Session session = session(request, identity, role, duration, facts.time());
        checkSize(session, trace);
        return new Grant(request, identity, role, session);
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

    private static Role find(AssumeRoleWithWebIdentityRequest request, Directory accounts, Trace.Recorder trace)
            throws StsException {
        Role role = accounts.role(request.roleArn().toString())
                .orElseThrow(
                        () -> trace.refusal("role", denial(ACTION), "There is no role " + request.roleArn() + "."));
        trace.passed("role", "The role exists.");
        return role;
    }

    private static void decide(Role role, WebIdentity identity, RequestContext context, Trace.Recorder trace)
            throws StsException {
        Requester requester = new Requester.Federated(identity.provider());
        for (String action : actionsOf(identity)) {
            AuthorizationRequest question = new AuthorizationRequest(requester, action, "", context);
            Decision decision = role.trustPolicy().decide(question);
            if (!(decision instanceof Decision.Allowed)) {
                // Only a refusal pays for the reasons.
                Explanation explanation = role.trustPolicy().explain(question);
                trace.addAll(explanation.steps());
                throw trace.refusal("trust policy", denial(action), explanation.summary());
            }
            trace.passed("trust policy", "The trust policy allows " + action + ".");
        }
    }

    /** A token that brings session tags or a source identity needs the trust policy's leave for those as well. */
    private static List<String> actionsOf(WebIdentity identity) {
        List<String> actions = new ArrayList<>(List.of(ACTION));
        if (!identity.tags().equals(SessionTags.NONE)) {
            actions.add("sts:TagSession");
        }
        if (identity.sourceIdentity().isPresent()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static StsFault denial(String action) {
        return new StsFault(StsErrorCode.ACCESS_DENIED, "Not authorized to perform " + action);
    }

    private static Duration duration(AssumeRoleWithWebIdentityRequest request, Role role, Trace.Recorder trace)
            throws StsException {
        Duration duration = request.duration().orElse(DEFAULT_DURATION);
        if (duration.compareTo(role.maxSessionDuration()) > 0) {
            throw trace.refusal(
                    "duration",
                    new StsFault(
                            StsErrorCode.VALIDATION_ERROR,
                            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
                    "DurationSeconds is " + duration.toSeconds() + "; the role's MaxSessionDuration is "
                            + role.maxSessionDuration().toSeconds() + ".");
        }
        trace.passed("duration", "The session lasts " + duration.toSeconds() + " seconds.");
        return duration;
    }

    private static void checkTags(WebIdentity identity, Trace.Recorder trace) throws StsException {
        try {
            SessionTagRules.check(identity.tags(), identity.sourceIdentity());
        } catch (StsException refusal) {
            trace.failed("session tags", refusal.reason());
            throw refusal;
        }
    }

    private static void checkSize(Session session, Trace.Recorder trace) throws StsException {
        int percent = PackedPolicySize.ofWebIdentity(session);
        if (percent > 100) {
            String message = "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.";
            throw trace.refusal(
                    "packed policy size", new StsFault(StsErrorCode.PACKED_POLICY_TOO_LARGE, message), message);
        }
    }

    private Response mint(Grant grant) {
        Role role = grant.role();
        WebIdentity identity = grant.identity();
        String sessionName = grant.request().roleSessionName();
        return new Response(
                minter.mint(grant.session()),
                identity.subject(),
                role.roleId() + ":" + sessionName,
                role.assumedRoleArn(sessionName).toString(),
                PackedPolicySize.ofWebIdentity(grant.session()),
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
                .withPolicies(new SessionPolicies(request.policy().map(Policy::document), request.policyArns()));
        return identity.sourceIdentity().map(session::withSourceIdentity).orElse(session);
    }
}
