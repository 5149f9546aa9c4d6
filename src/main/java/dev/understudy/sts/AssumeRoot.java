package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionPolicies;
import dev.understudy.credentials.SessionPrincipal;
import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.iam.Directory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives a caller of a management account a short session of a member account's root user, for one task. Organizations are
 * not modelled: every other account of the configuration counts as a member account, and the caller's policies decide.
 */
public final class AssumeRoot implements SignedAction<AssumeRoot.Response> {
    private static final String ACTION = "sts:AssumeRoot";
    private static final String ROOT = "root";
    private static final Duration MAXIMUM_DURATION = Duration.ofMinutes(15);

    private final Supplier<Directory> directory;
    private final CredentialMinter minter;

    public AssumeRoot(Supplier<Directory> directory, CredentialMinter minter) {
        this.directory = directory;
        this.minter = minter;
    }

    /** What the call answers; the source identity is the calling session's. */
    public record Response(TemporaryCredentials credentials, Optional<String> sourceIdentity) {}

    /** The parameters, within the constraints of AWS's model. */
    record Request(Arn root, AccountId target, String taskPolicyArn, Duration duration, Optional<Integer> tokenSize) {
        static Request parse(Members members, Partition partition) throws StsException {
            Optional<Integer> seconds = members.integer("DurationSeconds");
            Constraints constraints = new Constraints();
            String target = constraints.required(
                    "targetPrincipal", members.string("TargetPrincipal"), TextConstraint.TARGET_PRINCIPAL);
            Optional<Members> policy = members.structure("TaskPolicyArn");
            String task = "";
            if (policy.isEmpty()) {
                constraints.missing("taskPolicyArn");
            } else {
                task = constraints.required("taskPolicyArn.arn", policy.get().string("arn"), TextConstraint.ARN);
            }
            Optional<Duration> duration = constraints.duration(seconds, Duration.ZERO, MAXIMUM_DURATION);
            Optional<Integer> tokenSize = constraints.tokenSize(members);
            constraints.throwIfViolated();
            AccountId account = account(target, partition);
            return new Request(
                    Arn.iam(partition, account, ROOT),
                    account,
                    task(task, partition),
                    duration.orElse(MAXIMUM_DURATION),
                    tokenSize);
        }

        /** How AWS words the refusal of these two is not known. */
        private static AccountId account(String target, Partition partition) throws StsException {
            return Arn.parse(target)
                    .filter(arn -> arn.equals(new Arn(partition.id(), "iam", "", arn.account(), ROOT)))
                    .map(Arn::account)
                    .or(() -> Optional.of(target))
                    .flatMap(AccountId::parse)
                    .orElseThrow(() -> new StsException(StsErrorCode.VALIDATION_ERROR, target + " is invalid"));
        }

        private static String task(String arn, Partition partition) throws StsException {
            return TaskPolicy.ofArn(arn, partition)
                    .map(policy -> arn)
                    .orElseThrow(() -> new StsException(StsErrorCode.VALIDATION_ERROR, arn + " is invalid"));
        }
    }

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Request request = Request.parse(members, directory.get().partition());
        return Checks.result(
                        new Trace.Recorder(),
                        session -> "The caller's policies allow " + request.taskPolicyArn() + " in account "
                                + request.target() + ".",
                        trace -> decide(caller, request, facts, trace))
                .map(session -> new Response(minter.mint(session, request.tokenSize()), session.sourceIdentity()));
    }

    private Session decide(Caller caller, Request request, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        Directory accounts = directory.get();
        Optional<String> resource = Optional.of(request.root().toString());
        trace.check("caller", () -> CallerRules.checkAssumeRoot(caller, ACTION, resource), CallerRules::described);
        trace.check("member account", () -> member(caller, request, accounts), found -> "There is such an account.");
        Permission.of(
                        caller,
                        accounts,
                        resource,
                        facts,
                        context -> context.with("sts:TaskPolicyArn", request.taskPolicyArn())
                                .with("aws:ResourceAccount", request.target().value()))
                .require(ACTION, trace);
        ActiveRegions.require(request.target(), accounts, facts, trace);
        Session session = Session.of(
                        new SessionPrincipal.Root(),
                        request.target(),
                        facts.time(),
                        facts.time().plus(request.duration()))
                .withPolicies(new SessionPolicies(Optional.empty(), List.of(request.taskPolicyArn())));
        return caller.temporary()
                .flatMap(Session::sourceIdentity)
                .map(session::withSourceIdentity)
                .orElse(session);
    }

    private static AccountId member(Caller caller, Request request, Directory accounts) throws StsException {
        AccountId target = request.target();
        if (target.equals(caller.account()) || !accounts.hasAccount(target)) {
            throw Permission.denial(
                    caller,
                    ACTION,
                    Optional.of(request.root().toString()),
                    target.equals(caller.account())
                            ? "The account is the caller's own; AssumeRoot is for member accounts."
                            : "The configuration holds nothing of the account " + target + ".");
        }
        return target;
    }
}
