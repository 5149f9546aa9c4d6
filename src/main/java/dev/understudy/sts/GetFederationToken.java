package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.KeyHolder;
import dev.understudy.iam.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a user or root user temporary credentials for somebody whom it answers for. The session may do what both its
 * session policies and the user's own policies allow.
 */
public final class GetFederationToken implements SignedAction<GetFederationToken.Response> {
    private static final String ACTION = "sts:GetFederationToken";

    private final Supplier<Directory> directory;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public GetFederationToken(
            Supplier<Directory> directory, CredentialMinter minter, Supplier<Duration> minimumDuration) {
        this.directory = directory;
        this.minter = minter;
        this.minimumDuration = minimumDuration;
    }

    /**
     * What the call answers.
     *
     * @param federatedUserId {@code 123456789012:name}
     * @param packedPolicySize percent of the allotment, 0 without policies and tags (recorded)
     */
    public record Response(
            TemporaryCredentials credentials, String federatedUserId, String federatedUserArn, int packedPolicySize) {}

    /** The parameters, within the constraints of AWS's model; the policies are still to be checked. */
    record Request(
            String name,
            Optional<String> policy,
            List<String> policyArns,
            Optional<Duration> duration,
            SessionTags tags,
            Optional<Integer> tokenSize) {
        static Request parse(Members members, Duration minimumDuration) throws StsException {
            Optional<Integer> seconds = members.integer("DurationSeconds");
            // In the order of AWS's model, which is that of the message.
            Constraints constraints = new Constraints();
            String name = constraints.required("name", members.string("Name"), TextConstraint.FEDERATED_USER_NAME);
            Optional<String> policy =
                    constraints.optional("policy", members.string("Policy"), TextConstraint.SESSION_POLICY);
            List<String> policyArns = SessionPolicyRules.arns(members, constraints);
            Optional<Duration> duration =
                    constraints.duration(seconds, minimumDuration, HolderSession.MAXIMUM_DURATION);
            List<Tag> tags = SessionTagRules.tags(members, constraints);
            Optional<Integer> tokenSize = constraints.tokenSize(members);
            constraints.throwIfViolated();
            return new Request(name, policy, policyArns, duration, SessionTagRules.check(tags, List.of()), tokenSize);
        }
    }

    /** All that was decided; nothing secret has been drawn yet. */
    private record Grant(Request request, KeyHolder holder, Session session, int packedSize) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Request request = Request.parse(members, minimumDuration.get());
        return Checks.result(
                        new Trace.Recorder(),
                        grant -> "The policies of " + grant.holder().arn() + " allow it.",
                        trace -> decide(caller, request, facts, trace))
                .map(this::mint);
    }

    private Grant decide(Caller caller, Request request, RequestFacts facts, Trace.Recorder trace) throws StsException {
        KeyHolder holder = trace.check(
                "caller",
                () -> CallerRules.requireLongTermKey(caller, "GetFederationToken"),
                found -> found.arn() + " has signed with a long-term key.");
        SessionPolicies policies = trace.check(
                "session policies",
                () -> SessionPolicyRules.check(request.policyArns(), request.policy(), holder.arn()),
                found -> "The session policies are well formed.");
        authorize(caller, holder, request, facts, trace);
        Duration duration = HolderSession.duration(request.duration(), holder);
        Session session = Session.of(
                        new SessionPrincipal.FederatedUser(HolderSession.principal(holder), request.name()),
                        holder.account(),
                        facts.time(),
                        facts.time().plus(duration))
                .withTags(request.tags())
                .withPolicies(policies);
        int packedSize = trace.check("packed policy size", () -> PackedSize.of(session), PackedSize::described);
        ActiveRegions.require(holder.account(), directory.get(), facts, trace);
        return new Grant(request, holder, session, packedSize);
    }

    private void authorize(Caller caller, KeyHolder holder, Request request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Permission permission = Permission.of(
                caller,
                directory.get(),
                Optional.of(Caller.FederatedUser.arn(holder, request.name()).toString()),
                facts,
                context -> SessionTagContext.addTo(context, request.tags()));
        permission.require(ACTION, trace);
        if (!request.tags().tags().isEmpty()) {
            permission.require("sts:TagSession", trace);
        }
    }

    private Response mint(Grant grant) {
        return new Response(
                minter.mint(grant.session(), grant.request().tokenSize()),
                Caller.FederatedUser.userId(grant.holder(), grant.request().name()),
                Caller.FederatedUser.arn(grant.holder(), grant.request().name()).toString(),
                grant.packedSize());
    }
}
