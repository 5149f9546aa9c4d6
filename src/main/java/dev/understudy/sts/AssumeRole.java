package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.ResourcePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Exchanges a caller's credentials for temporary credentials of a role.
 *
 * <p>The order of checks: parameters, kind of caller, tags and source identity of the calling session, role, MFA, trust
 * policy and the caller's own policies, duration, size, region. AWS is known to check constraints first, and the role's
 * maximum duration before that of role chaining; the rest of its order is not known.
 */
public final class AssumeRole implements SignedAction<AssumeRole.Response> {
    private static final String ACTION = "sts:AssumeRole";

    private final Supplier<Directory> directory;
    private final MfaVerifier mfa;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public AssumeRole(
            Supplier<Directory> directory,
            MfaVerifier mfa,
            CredentialMinter minter,
            Supplier<Duration> minimumDuration) {
        this.directory = directory;
        this.mfa = mfa;
        this.minter = minter;
        this.minimumDuration = minimumDuration;
    }

    /**
     * What the call answers.
     *
     * @param packedPolicySize percent of the allotment; absent without policies and tags (recorded)
     */
    public record Response(
            TemporaryCredentials credentials,
            String assumedRoleId,
            String assumedRoleArn,
            Optional<Integer> packedPolicySize,
            Optional<String> sourceIdentity) {}

    /** All that was decided; nothing secret has been drawn yet. */
    private record Grant(AssumeRoleRequest request, Role role, Session session, int packedSize) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        AssumeRoleRequest request = AssumeRoleRequest.parse(members, minimumDuration.get());
        Trace.Recorder trace = new Trace.Recorder();
        trace.role(request.roleArn().toString());
        trace.passed("parameters", "All parameters are well formed.");
        return Checks.result(
                        trace,
                        grant -> "The trust policy of " + grant.role().arn() + " and the caller's policies allow it.",
                        recorder -> authorize(caller, request, facts, recorder))
                .map(this::mint);
    }

    private Grant authorize(Caller caller, AssumeRoleRequest request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        String arn = request.roleArn().toString();
        trace.check("caller", () -> CallerRules.checkAssumeRole(caller, request.roleArn()), CallerRules::described);
        RoleChain chain = trace.check("role chaining", () -> RoleChain.of(caller, request), RoleChain::described);
        Directory accounts = directory.get();
        Role role = trace.check("role", () -> find(caller, arn, accounts), found -> "The role exists.");
        mfa.check(caller, request.mfa(), facts.time(), trace);
        Permission permission = Permission.of(
                        caller,
                        accounts,
                        Optional.of(arn),
                        facts,
                        context -> AssumeRoleContext.addTo(context, request, role, chain.sourceIdentity()))
                .under(trustPolicy(role));
        for (String action : actions(chain)) {
            permission.require(action, trace);
        }
        Duration duration = trace.check(
                "duration",
                () -> RoleSessionDuration.of(request.duration(), role, caller instanceof Caller.AssumedRole),
                length -> "The session lasts " + length.toSeconds() + " seconds.");
        Session session = session(request, role, chain, facts.time(), duration);
        int packedSize = trace.check("packed policy size", () -> PackedSize.of(session), PackedSize::described);
        ActiveRegions.require(role.account(), accounts, facts, trace);
        return new Grant(request, role, session, packedSize);
    }

    private static Role find(Caller caller, String arn, Directory accounts) throws StsException {
        // Recorded: the same denial as for a role that exists.
        return accounts.role(arn)
                .orElseThrow(
                        () -> Permission.denial(caller, ACTION, Optional.of(arn), "There is no role " + arn + "."));
    }

    private static ResourcePolicy trustPolicy(Role role) {
        NamedPolicy policy = new NamedPolicy(role.roleName(), role.trustPolicy());
        return new ResourcePolicy(policy, role.account().value(), ResourcePolicy.Kind.TRUST);
    }

    /** Inherited tags and an inherited source identity need leave as well as those of the call. */
    private static List<String> actions(RoleChain chain) {
        List<String> actions = new ArrayList<>(List.of(ACTION));
        if (!chain.tags().tags().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (chain.sourceIdentity().isPresent()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static Session session(
            AssumeRoleRequest request, Role role, RoleChain chain, Instant now, Duration duration) {
        SessionPrincipal principal =
                new SessionPrincipal.AssumedRole(role.roleId(), role.arn().toString(), request.roleSessionName());
        Session session = Session.of(principal, role.account(), now, now.plus(duration))
                .withTags(chain.tags())
                .withPolicies(request.policies());
        return chain.sourceIdentity().map(session::withSourceIdentity).orElse(session);
    }

    private Response mint(Grant grant) {
        Role role = grant.role();
        String sessionName = grant.request().roleSessionName();
        return new Response(
                minter.mint(grant.session(), grant.request().tokenSize()),
                role.roleId() + ":" + sessionName,
                role.assumedRoleArn(sessionName).toString(),
                Optional.of(grant.packedSize()).filter(percent -> percent > 0),
                grant.session().sourceIdentity());
    }
}
