package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionTags;
import dev.understudy.iam.Account;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Tag;
import dev.understudy.token.KeyType;
import dev.understudy.token.SigningAlgorithm;
import dev.understudy.token.SigningKey;
import dev.understudy.token.TokenSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs a token that tells others who the caller is. Its issuer is the caller's account, whose keys everybody can read.
 *
 * <p>The order of checks: parameters, kind of caller, whether the account gives tokens, policies, end of the calling
 * session, size. AWS is taken to check parameters first; the rest of its order is not known.
 */
public final class GetWebIdentityToken implements SignedAction<GetWebIdentityToken.Response> {
    private static final String ACTION = "sts:GetWebIdentityToken";
    private static final String TAG_ACTION = "sts:TagGetWebIdentityToken";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final int MOST_AUDIENCES = 10;
    private static final List<SigningAlgorithm> ALGORITHMS = List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES384);

    private final Supplier<Directory> directory;
    private final Keys keys;
    private final SecureRandom random;

    /** @param random for the ids of tokens */
    public GetWebIdentityToken(Supplier<Directory> directory, Keys keys, SecureRandom random) {
        this.directory = directory;
        this.keys = keys;
        this.random = random;
    }

    /** Where accounts' issuers have their keys. */
    @FunctionalInterface
    public interface Keys {
        /** The key with which an issuer signs now. */
        SigningKey current(String issuer, KeyType type);
    }

    /**
     * What the call answers.
     *
     * @param expiration in milliseconds, unlike that of credentials (recorded)
     */
    public record Response(String webIdentityToken, Instant expiration) {
        /** Leaves out the token. */
        @Override
        public String toString() {
            return "Response[expiration=" + expiration + "]";
        }
    }

    /** The parameters, within the constraints of AWS's model. */
    record Request(List<String> audience, SigningAlgorithm algorithm, Duration duration, SessionTags tags) {
        static Request parse(Members members) throws StsException {
            Optional<Integer> seconds = members.integer("DurationSeconds");
            List<Optional<String>> audiences = members.strings("Audience");
            Constraints constraints = new Constraints();
            List<String> audience = new ArrayList<>();
            constraints.notEmpty("audience", members, "Audience");
            if (audiences.isEmpty() && !members.isEmptyList("Audience")) {
                constraints.missing("audience");
            }
            for (int i = 0; i < audiences.size(); i++) {
                audience.add(constraints.required(
                        "audience." + (i + 1) + ".member", audiences.get(i), TextConstraint.TOKEN_AUDIENCE));
            }
            constraints.maximumSize("audience", audience, MOST_AUDIENCES);
            Optional<Duration> duration = constraints.duration(seconds, SHORTEST, LONGEST);
            String algorithm = constraints.required(
                    "signingAlgorithm", members.string("SigningAlgorithm"), TextConstraint.JWT_ALGORITHM);
            Optional<String> scope = constraints.optional("scope", members.string("Scope"), TextConstraint.TOKEN_SCOPE);
            Optional<String> mode = constraints.word(
                    "subjectMode", members.string("SubjectMode"), List.of("AWSIdentity", "OriginIdentity"));
            List<Tag> tags = SessionTagRules.tags(members, constraints);
            constraints.throwIfViolated();
            checkOriginIdentity(mode, scope);
            return new Request(
                    audience, algorithm(algorithm), duration.orElse(USUAL), SessionTagRules.check(tags, List.of()));
        }

        /** The model does not list the algorithms; how AWS words the refusal of another is not known. */
        private static SigningAlgorithm algorithm(String name) throws StsException {
            return ALGORITHMS.stream()
                    .filter(algorithm -> algorithm.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new StsException(
                            StsErrorCode.VALIDATION_ERROR, "SigningAlgorithm must be RS256 or ES384, not " + name));
        }

        /**
         * Documented: both want a session with a propagated identity, which nothing here can begin. How AWS words the
         * refusals is not known.
         */
        private static void checkOriginIdentity(Optional<String> mode, Optional<String> scope) throws StsException {
            if (mode.filter("OriginIdentity"::equals).isPresent()) {
                throw new StsException(
                        StsErrorCode.VALIDATION_ERROR,
                        "SubjectMode OriginIdentity requires a session with a trusted identity propagation context.");
            }
            if (scope.isPresent()) {
                throw new StsException(StsErrorCode.VALIDATION_ERROR, "Scope requires the SubjectMode OriginIdentity.");
            }
        }
    }

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Request request = Request.parse(members);
        return Checks.result(
                        new Trace.Recorder(),
                        grant -> "The policies of " + caller.arn() + " allow it.",
                        trace -> decide(caller, request, facts, trace))
                .map(grant -> sign(request, grant));
    }

    /** All that was decided; nothing is signed yet. */
    private record Grant(Account account, ObjectNode claims, Instant expiration) {}

    private Grant decide(Caller caller, Request request, RequestFacts facts, Trace.Recorder trace) throws StsException {
        Directory accounts = directory.get();
        trace.check(
                "caller", () -> CallerRules.checkOtherAction(caller, ACTION, Optional.empty()), CallerRules::described);
        Account account = trace.check(
                "account",
                () -> enabled(accounts.account(caller.account())),
                found -> "The account's issuer is " + found.issuerIdentifier() + ".");
        authorize(caller, request, accounts, facts, trace);
        Instant now = facts.time().truncatedTo(ChronoUnit.MILLIS);
        Instant expiration = now.plus(request.duration());
        trace.limit("duration", () -> notLonger(expiration, caller));
        ObjectNode claims = new WebIdentityTokenClaims(caller, account, facts.region())
                .claims(request.audience(), request.tags(), now, expiration, tokenId());
        trace.limit("payload size", () -> WebIdentityTokenClaims.checkSize(claims));
        return new Grant(account, claims, expiration);
    }

    private static Account enabled(Account account) throws StsException {
        if (!account.jwtVendingEnabled()) {
            throw new StsException(
                    new StsFault(
                            StsErrorCode.OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED_EXCEPTION,
                            "The outbound web identity federation feature is not enabled for this account. To use this"
                                    + " feature, you must first enable it through the AWS Management Console or API."),
                    "The configuration says JwtVendingEnabled: false of the account " + account.id() + ".");
        }
        return account;
    }

    private void authorize(Caller caller, Request request, Directory accounts, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Permission permission = Permission.of(caller, accounts, Optional.empty(), facts, context -> {
            context.withAll("sts:IdentityTokenAudience", request.audience());
            context.with("sts:SigningAlgorithm", request.algorithm().name())
                    .with(
                            "sts:DurationSeconds",
                            Long.toString(request.duration().toSeconds()))
                    .with("sts:SubjectMode", "AWSIdentity");
            SessionTagContext.addTo(context, request.tags());
        });
        permission.require(ACTION, trace);
        if (!request.tags().tags().isEmpty()) {
            permission.require(TAG_ACTION, trace);
        }
    }

    private static Instant notLonger(Instant expiration, Caller caller) throws StsException {
        Optional<Instant> end = caller.temporary().map(Session::expiresAt);
        if (end.filter(expiration::isAfter).isPresent()) {
            throw new StsException(
                    new StsFault(
                            StsErrorCode.SESSION_DURATION_ESCALATION_EXCEPTION,
                            "The requested token duration would extend the session beyond its original expiration time."),
                    "The token would expire at " + expiration + ", after the calling session, which ends at "
                            + end.get() + ".");
        }
        return expiration;
    }

    private Response sign(Request request, Grant grant) {
        SigningKey key = keys.current(
                grant.account().issuerIdentifier(), request.algorithm().keyType());
        ObjectNode header = JsonNodeFactory.instance
                .objectNode()
                .put("kid", key.keyId())
                .put("typ", "JWT")
                .put("alg", request.algorithm().name());
        return new Response(TokenSigner.sign(key, request.algorithm(), header, grant.claims()), grant.expiration());
    }

    private String tokenId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
