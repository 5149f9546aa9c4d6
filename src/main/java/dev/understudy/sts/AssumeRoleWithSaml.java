package dev.understudy.sts;

import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.policy.Requester;
import dev.understudy.saml.SessionAttributes;
import dev.understudy.saml.VerifiedAssertion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Exchanges a SAML response for temporary credentials of a role.
 *
 * <p>The order of checks: parameters, provider, response, the assertion's roles, role, trust policy, session tags, duration,
 * size. AWS is known to check constraints first; the rest of its order is not known.
 */
public final class AssumeRoleWithSaml {
    private static final String ACTION = "sts:AssumeRoleWithSAML";

    private final Supplier<Directory> directory;
    private final SamlSignIn signIn;
    private final CredentialMinter minter;
    private final Supplier<Duration> minimumDuration;

    /**
     * @param minimumDuration the shortest that DurationSeconds may ask for; AWS's is 15 minutes
     */
    public AssumeRoleWithSaml(
            Supplier<Directory> directory,
            SamlSignIn signIn,
            CredentialMinter minter,
            Supplier<Duration> minimumDuration) {
        this.directory = directory;
        this.signIn = signIn;
        this.minter = minter;
        this.minimumDuration = minimumDuration;
    }

    /**
     * What the call answers.
     *
     * @param packedPolicySize percent of the allotment
     * @param subject the assertion's {@code NameID}
     * @param subjectType {@code persistent}, {@code transient} and so on, or the whole URI of the format
     * @param audience the assertion's {@code Recipient}
     * @param nameQualifier tells users of the same {@code NameID} at different providers apart
     */
    public record Response(
            TemporaryCredentials credentials,
            String assumedRoleId,
            String assumedRoleArn,
            int packedPolicySize,
            String subject,
            String subjectType,
            String issuer,
            String audience,
            String nameQualifier,
            Optional<String> sourceIdentity) {}

    /** All that was decided; nothing secret has been drawn yet. */
    private record Grant(
            AssumeRoleWithSamlRequest request, SamlIdentity identity, Role role, Session session, int packedSize) {}

    /**
     * Reads and validates the parameters, before any look at the role or the assertion.
     *
     * @throws StsException {@code MalformedInput}, {@code ValidationError} or {@code MalformedPolicyDocument}
     */
    public AssumeRoleWithSamlRequest parse(Members members) throws StsException {
        return AssumeRoleWithSamlRequest.parse(members, minimumDuration.get());
    }

    /** Decides, and mints if the decision allows it. */
    public StsResult<Response> call(AssumeRoleWithSamlRequest request, RequestFacts facts) {
        return authorize(request, facts).map(this::mint);
    }

    /** Decides as {@link #call} does, and mints nothing: the role that it would grant. */
    public StsResult<Role> decide(AssumeRoleWithSamlRequest request, RequestFacts facts) {
        return authorize(request, facts).map(Grant::role);
    }

    private StsResult<Grant> authorize(AssumeRoleWithSamlRequest request, RequestFacts facts) {
        Trace.Recorder trace = new Trace.Recorder();
        trace.role(request.roleArn().toString());
        trace.passed("parameters", "All parameters are well formed.");
        return Checks.result(
                trace,
                grant -> "The trust policy of " + grant.role().arn() + " allows it.",
                recorder -> authorize(request, facts, recorder));
    }

    private Grant authorize(AssumeRoleWithSamlRequest request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Directory accounts = directory.get();
        SamlIdentity identity = signIn.identity(request, accounts, trace);
        VerifiedAssertion assertion = identity.assertion();
        RoleTrust trust = new RoleTrust(ACTION, trace);
        checkMapping(request, identity, trust, trace);
        Role role = trust.find(request.roleArn(), accounts);
        trust.decide(
                role,
                new Requester.Federated(identity.provider().arn().toString()),
                identity.context(facts),
                !identity.tags().equals(SessionTags.NONE),
                assertion.session().sourceIdentity().isPresent());
        trust.checkTags(identity.tags(), assertion.session().sourceIdentity());
        Duration asked = trust.duration(request.duration(), role);
        Duration duration = shortened(asked, assertion, facts.time(), trace);
        Session session = session(request, identity, role, facts.time(), duration);
        int packedSize = trust.packedSize(session);
        ActiveRegions.require(role.account(), accounts, facts, trace);
        return new Grant(request, identity, role, session, packedSize);
    }

    /** The provider must have mapped the user to this role, by this provider, which is of the role's account. */
    private static void checkMapping(
            AssumeRoleWithSamlRequest request, SamlIdentity identity, RoleTrust trust, Trace.Recorder trace)
            throws StsException {
        String role = request.roleArn().toString();
        String provider = request.principalArn().toString();
        SessionAttributes session = identity.assertion().session();
        if (session.roles().stream()
                .noneMatch(it -> it.roleArn().equals(role) && it.principalArn().equals(provider))) {
            throw trust.denied(
                    "assertion's roles",
                    ACTION,
                    "The assertion does not list " + role + " with " + provider + ", but " + session.roles() + ".");
        }
        if (!identity.provider().account().equals(request.roleArn().account())) {
            throw trust.denied(
                    "assertion's roles", ACTION, "The role and the SAML provider are of different accounts.");
        }
        trace.passed("assertion's roles", "The assertion lists the role with the provider.");
    }

    /** Documented: the provider's session and its SessionDuration can shorten the session, never lengthen it. */
    private static Duration shortened(Duration asked, VerifiedAssertion assertion, Instant now, Trace.Recorder trace) {
        Duration left = assertion
                .sessionNotOnOrAfter()
                .map(end -> Duration.between(now, end))
                .orElse(asked);
        Duration wanted = assertion.session().sessionDuration().orElse(asked);
        Duration least = asked.compareTo(left) <= 0 ? asked : left;
        Duration duration = least.compareTo(wanted) <= 0 ? least : wanted;
        if (duration.compareTo(asked) < 0) {
            trace.passed("duration", "The assertion shortens the session to " + duration.toSeconds() + " seconds.");
        }
        return duration;
    }

    private static Session session(
            AssumeRoleWithSamlRequest request, SamlIdentity identity, Role role, Instant now, Duration duration) {
        SessionAttributes attributes = identity.assertion().session();
        Session session = Session.of(
                        new SessionPrincipal.AssumedRole(
                                role.roleId(), role.arn().toString(), attributes.roleSessionName()),
                        role.account(),
                        now,
                        now.plus(duration))
                .withContext(identity.persistent())
                .withTags(identity.tags())
                .withPolicies(request.policies());
        return attributes.sourceIdentity().map(session::withSourceIdentity).orElse(session);
    }

    private Response mint(Grant grant) {
        Role role = grant.role();
        VerifiedAssertion assertion = grant.identity().assertion();
        String sessionName = assertion.session().roleSessionName();
        return new Response(
                minter.mint(grant.session(), grant.request().tokenSize()),
                role.roleId() + ":" + sessionName,
                role.assumedRoleArn(sessionName).toString(),
                grant.packedSize(),
                assertion.subject().value(),
                assertion.subject().type(),
                assertion.issuer(),
                assertion.recipient(),
                grant.identity().nameQualifier(),
                assertion.session().sourceIdentity());
    }
}
