package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import dev.understudy.iam.User;
import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.PolicySet;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Requester;
import dev.understudy.sigv4.KeyLookup;
import dev.understudy.sigv4.KeyLookupResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether a caller may do something anywhere on AWS, for another local service that wants to enforce the policies
 * of the caller whose credentials it was shown.
 */
public final class Authorizer {
    private final Supplier<Directory> directory;
    private final KeyLookup<Caller> callers;
    private final InstantSource clock;

    public Authorizer(Supplier<Directory> directory, KeyLookup<Caller> callers, InstantSource clock) {
        this.directory = directory;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What is asked.
     *
     * @param action such as {@code s3:PutObject}
     * @param resource the ARN acted upon
     * @param context further condition keys; they take the place of the caller's own
     */
    public record Question(String action, String resource, Map<String, ContextValue> context) {
        public Question {
            context = Map.copyOf(context);
        }
    }

    /** A condition key's value, or the values of a multivalued key. */
    public record ContextValue(boolean multivalued, List<String> values) {
        public ContextValue {
            values = List.copyOf(values);
        }
    }

    /** The policies that count, and the request as they see it. */
    public record Prepared(PolicySet policies, AuthorizationRequest request) {}

    /** The question put to these policies alone, as if they were one caller's identity policies. */
    public Prepared ofPolicies(List<NamedPolicy> policies, Question question) {
        PolicySet set = new PolicySet(policies, Optional.empty(), Optional.empty(), Optional.empty());
        return new Prepared(set, request(new Requester.Anonymous(), builder(), question));
    }

    /**
     * The question put for whoever holds these credentials.
     *
     * @throws StsException {@code InvalidClientTokenId} or {@code ExpiredToken}, with the reason
     */
    public Prepared ofCredentials(String accessKeyId, Optional<String> sessionToken, Question question)
            throws StsException {
        KeyLookupResult<Caller> result = callers.find(accessKeyId, sessionToken);
        if (result instanceof KeyLookupResult.Expired<Caller> expired) {
            throw refusal(
                    StsErrorCode.EXPIRED_TOKEN,
                    "The security token included in the request is expired",
                    expired.reason());
        }
        if (result instanceof KeyLookupResult.Unknown<Caller> unknown) {
            throw refusal(
                    StsErrorCode.INVALID_CLIENT_TOKEN_ID,
                    "The security token included in the request is invalid.",
                    unknown.reason());
        }
        return ofCaller(((KeyLookupResult.Found<Caller>) result).principal(), question);
    }

    /**
     * The question put for a principal: a user, a role, or a session of a role. What only a session's credentials know,
     * such as a user's id at the identity provider, has to come with the question's context.
     *
     * @return nothing if there is no such principal
     */
    public Optional<Prepared> ofPrincipal(String arn, Question question) {
        Directory accounts = directory.get();
        Optional<User> user = accounts.user(arn);
        if (user.isPresent()) {
            return Optional.of(ofCaller(new Caller.Holder(user.get(), Optional.empty()), question));
        }
        return accounts.role(arn)
                .map(role -> ofRole(role, builder().with("aws:userid", role.roleId()), question))
                .or(() -> ofSessionArn(accounts, arn, question));
    }

    private Optional<Prepared> ofSessionArn(Directory accounts, String arn, Question question) {
        String[] parts = Arn.parse(arn)
                .filter(session -> session.service().equals("sts"))
                .map(session -> session.resource().split("/", -1))
                .orElse(new String[0]);
        if (parts.length != 3 || !parts[0].equals("assumed-role")) {
            return Optional.empty();
        }
        return AccountId.parse(Arn.parse(arn).orElseThrow().account())
                .flatMap(account -> accounts.roleByName(account, parts[1]))
                .filter(role -> role.assumedRoleArn(parts[2]).toString().equals(arn) && !parts[2].isEmpty())
                .map(role -> ofRole(role, session(role, parts[2]), question));
    }

    private RequestContext.Builder session(Role role, String sessionName) {
        return builder()
                .with("aws:userid", role.roleId() + ":" + sessionName)
                .with("aws:MultiFactorAuthPresent", "false");
    }

    private Prepared ofRole(Role role, RequestContext.Builder context, Question question) {
        context.with("aws:PrincipalAccount", role.account().value());
        CallerContext.addRole(context, role);
        PolicySet policies = new CallerPolicies(directory.get()).ofRole(role, Optional.empty());
        Requester requester =
                new Requester.Aws(role.account().value(), List.of(role.arn().toString(), role.roleId()));
        return new Prepared(policies, request(requester, context, question));
    }

    private Prepared ofCaller(Caller caller, Question question) {
        RequestContext.Builder context = builder();
        CallerContext.addTo(context, caller, clock.instant());
        PolicySet policies = new CallerPolicies(directory.get()).of(caller);
        return new Prepared(policies, request(caller.requester(), context, question));
    }

    private RequestContext.Builder builder() {
        RequestContext.Builder context = RequestContext.builder();
        RequestFacts.addTime(context, clock.instant());
        return context;
    }

    private static AuthorizationRequest request(
            Requester requester, RequestContext.Builder context, Question question) {
        question.context().forEach((key, value) -> {
            if (value.multivalued() || isMultivalued(key)) {
                context.withAll(key, value.values());
            } else {
                context.with(key, value.values().get(0));
            }
        });
        return new AuthorizationRequest(requester, question.action(), question.resource(), context.build());
    }

    /** Some keys are multivalued whatever the number of their values. */
    private static boolean isMultivalued(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.equals("aws:tagkeys") || name.equals("sts:transitivetagkeys") || name.endsWith(":amr");
    }

    private static StsException refusal(StsErrorCode code, String message, String reason) {
        return new StsException(new StsFault(code, message), message.replaceFirst("\\.?$", ": ") + reason + ".");
    }
}
