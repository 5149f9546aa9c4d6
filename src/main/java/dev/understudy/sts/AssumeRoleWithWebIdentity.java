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
import dev.understudy.token.TokenRejection;
import dev.understudy.token.TokenVerifier;
import dev.understudy.token.TrustedProvider;
import dev.understudy.token.UnverifiedToken;
import dev.understudy.token.Verification;
import dev.understudy.token.VerifiedToken;
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
    private final TokenVerifier verifier;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public AssumeRoleWithWebIdentity(
            Supplier<Directory> directory,
            TokenVerifier verifier,
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
     * @param audience the token's {@code azp}, or else its {@code aud}
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
            WebIdentityProvider provider,
            VerifiedToken token,
            Role role,
            Session session) {}

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
        refuseOauth(request, trace);
        Directory accounts = directory.get();
        VerifiedToken token = verify(request, accounts, trace);
        checkRolesClaim(request, token, trace);
        Role role = find(request, accounts, trace);
        // The verifier has found the provider already, in the same snapshot.
        WebIdentityProvider provider =
                WebIdentityProvider.of(accounts, role.account(), token.issuer()).orElseThrow();
        decide(role, provider, WebIdentityContext.of(request, provider, token, facts), token, trace);
        SessionTags tags = new SessionTags(token.principalTags(), token.transitiveTagKeys());
        checkTags(tags, token, trace);
        Duration duration = duration(request, role, trace);
        Session session = session(request, provider, token, role, tags, duration, facts.time());
        checkSize(session, trace);
        return new Grant(request, provider, token, role, session);
    }

    /** Login with Amazon and Facebook hand out opaque access tokens, which come with a ProviderId. */
    private static void refuseOauth(AssumeRoleWithWebIdentityRequest request, Trace.Recorder trace)
            throws StsException {
        if (request.providerId().isEmpty()) {
            return;
        }
        String providerId = request.providerId().get();
        StsException refusal = switch (providerId) {
            case "www.amazon.com" ->
                new StsException(
                        new StsFault(
                                StsErrorCode.INVALID_IDENTITY_TOKEN, "Provided Token is not a Login With Amazon token"),
                        "ProviderId www.amazon.com asks for an access token of Login with Amazon; no such token has"
                                + " been issued here. OpenID Connect tokens come without ProviderId.");
            case "graph.facebook.com" ->
                new StsException(
                        // The text that AWS sends has not been recovered; this one is ours.
                        new StsFault(StsErrorCode.IDP_REJECTED_CLAIM, "The identity provider rejected the token"),
                        "ProviderId graph.facebook.com asks for an access token of Facebook; no such token has been"
                                + " issued here. OpenID Connect tokens come without ProviderId.");
            default ->
                new StsException(
                        new StsFault(
                                StsErrorCode.ACCESS_DENIED,
                                "Unrecognized OAuth provider. Do not include a provider parameter when submitting"
                                        + " OpenIDConnect ID tokens"),
                        "ProviderId '" + providerId + "' is neither www.amazon.com nor graph.facebook.com."
                                + " OpenID Connect tokens come without ProviderId.");
        };
        trace.failed("provider", refusal.reason());
        throw refusal;
    }

    private VerifiedToken verify(AssumeRoleWithWebIdentityRequest request, Directory accounts, Trace.Recorder trace)
            throws StsException {
        Verification verification = verifier.verify(
                request.webIdentityToken(),
                issuer -> WebIdentityProvider.of(accounts, request.roleArn().account(), issuer)
                        .map(provider -> new TrustedProvider(provider.principal(), provider.audiences())));
        if (verification instanceof Verification.Rejected rejected) {
            UnverifiedToken unverified = UnverifiedToken.of(request.webIdentityToken());
            trace.token(unverified.issuer(), unverified.subject());
            TokenRejection rejection = rejected.rejection();
            trace.failed("token " + rejection.check().label(), rejection.explanation());
            throw new StsException(new StsFault(codeOf(rejection), rejection.message()), rejection.explanation());
        }
        VerifiedToken token = ((Verification.Verified) verification).token();
        trace.token(Optional.of(token.issuer()), Optional.of(token.subject()));
        trace.passed("token", "The token of " + token.issuer() + " is valid until " + token.expiresAt() + ".");
        return token;
    }

    private static StsErrorCode codeOf(TokenRejection rejection) {
        return switch (rejection.code()) {
            case INVALID_IDENTITY_TOKEN -> StsErrorCode.INVALID_IDENTITY_TOKEN;
            case EXPIRED_TOKEN -> StsErrorCode.EXPIRED_TOKEN_EXCEPTION;
            case IDP_COMMUNICATION_ERROR -> StsErrorCode.IDP_COMMUNICATION_ERROR;
            case IDP_REJECTED_CLAIM -> StsErrorCode.IDP_REJECTED_CLAIM;
            case INTERNAL_FAILURE -> StsErrorCode.INTERNAL_FAILURE;
        };
    }

    private static void checkRolesClaim(
            AssumeRoleWithWebIdentityRequest request, VerifiedToken token, Trace.Recorder trace) throws StsException {
        if (!(token.roles() instanceof RolesClaim.Listed listed)) {
            return;
        }
        if (!listed.lists(request.roleArn().toString())) {
            String reason = "The token's roles claim lists " + listed.roleArns() + ", not " + request.roleArn() + ".";
            trace.failed("roles claim", reason);
            throw new StsException(
                    new StsFault(
                            StsErrorCode.INVALID_IDENTITY_TOKEN,
                            "The target role ARN is not present in the roles claim of the identity token"),
                    reason);
        }
        trace.passed("roles claim", "The token's roles claim lists the role.");
    }

    private static Role find(AssumeRoleWithWebIdentityRequest request, Directory accounts, Trace.Recorder trace)
            throws StsException {
        Optional<Role> role = accounts.role(request.roleArn().toString());
        if (role.isEmpty()) {
            String reason = "There is no role " + request.roleArn() + ".";
            trace.failed("role", reason);
            throw new StsException(denial(ACTION), reason);
        }
        trace.passed("role", "The role exists.");
        return role.get();
    }

    private static void decide(
            Role role, WebIdentityProvider provider, RequestContext context, VerifiedToken token, Trace.Recorder trace)
            throws StsException {
        Requester requester = new Requester.Federated(provider.principal());
        for (String action : actionsOf(token)) {
            AuthorizationRequest question = new AuthorizationRequest(requester, action, "", context);
            Decision decision = role.trustPolicy().decide(question);
            if (!(decision instanceof Decision.Allowed)) {
                // Only a refusal pays for the reasons.
                Explanation explanation = role.trustPolicy().explain(question);
                trace.addAll(explanation.steps());
                trace.failed("trust policy", explanation.summary());
                throw new StsException(denial(action), explanation.summary());
            }
            trace.passed("trust policy", "The trust policy allows " + action + ".");
        }
    }

    /** A token that brings session tags or a source identity needs the trust policy's leave for those as well. */
    private static List<String> actionsOf(VerifiedToken token) {
        List<String> actions = new ArrayList<>(List.of(ACTION));
        if (!token.principalTags().isEmpty() || !token.transitiveTagKeys().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (token.sourceIdentity().isPresent()) {
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
            String reason = "DurationSeconds is " + duration.toSeconds() + "; the role's MaxSessionDuration is "
                    + role.maxSessionDuration().toSeconds() + ".";
            trace.failed("duration", reason);
            throw new StsException(
                    new StsFault(
                            StsErrorCode.VALIDATION_ERROR,
                            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."),
                    reason);
        }
        trace.passed("duration", "The session lasts " + duration.toSeconds() + " seconds.");
        return duration;
    }

    private static void checkTags(SessionTags tags, VerifiedToken token, Trace.Recorder trace) throws StsException {
        try {
            SessionTagRules.check(tags, token.sourceIdentity());
        } catch (StsException refusal) {
            trace.failed("session tags", refusal.reason());
            throw refusal;
        }
    }

    private static void checkSize(Session session, Trace.Recorder trace) throws StsException {
        int percent = PackedPolicySize.ofWebIdentity(session);
        if (percent > 100) {
            String message = "Packed policy consumes " + percent + "% of allotted space, please use smaller policy.";
            trace.failed("packed policy size", message);
            throw new StsException(StsErrorCode.PACKED_POLICY_TOO_LARGE, message);
        }
    }

    private Response mint(Grant grant) {
        Role role = grant.role();
        String sessionName = grant.request().roleSessionName();
        return new Response(
                minter.mint(grant.session()),
                grant.token().subject(),
                role.roleId() + ":" + sessionName,
                role.assumedRoleArn(sessionName).toString(),
                PackedPolicySize.ofWebIdentity(grant.session()),
                grant.provider().principal(),
                grant.token().audience(),
                grant.token().sourceIdentity());
    }

    private static Session session(
            AssumeRoleWithWebIdentityRequest request,
            WebIdentityProvider provider,
            VerifiedToken token,
            Role role,
            SessionTags tags,
            Duration duration,
            Instant now) {
        Session session = Session.of(
                        new SessionPrincipal.AssumedRole(
                                role.roleId(), role.arn().toString(), request.roleSessionName()),
                        role.account(),
                        now,
                        now.plus(duration))
                .withContext(WebIdentityContext.persistent(provider, token))
                .withTags(tags)
                .withPolicies(new SessionPolicies(request.policy().map(Policy::document), request.policyArns()));
        return token.sourceIdentity().map(session::withSourceIdentity).orElse(session);
    }
}
