package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.UniqueIds;
import dev.understudy.iam.Directory;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Says which account an access key belongs to: as the configuration has it, or else as the key's own letters do. */
public final class GetAccessKeyInfo implements SignedAction<GetAccessKeyInfo.Response> {
    private static final String ACTION = "sts:GetAccessKeyInfo";

    private static final Pattern KEY =
            Pattern.compile("(?:" + UniqueIds.ACCESS_KEY + "|" + UniqueIds.TEMPORARY_ACCESS_KEY + ").{16}");

    private final Supplier<Directory> directory;

    public GetAccessKeyInfo(Supplier<Directory> directory) {
        this.directory = directory;
    }

    /** The account, in twelve digits. */
    public record Response(String account) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Constraints constraints = new Constraints();
        String id = constraints.required("accessKeyId", members.string("AccessKeyId"), TextConstraint.ACCESS_KEY_ID);
        constraints.throwIfViolated();
        return Checks.result(
                        new Trace.Recorder(), account -> "The key belongs to the account " + account + ".", trace -> {
                            // Whether AWS wants leave for it is not known; a policy may name the action.
                            CallerRules.requireLeave(caller, ACTION, directory.get(), facts, trace);
                            return trace.check("access key", () -> account(id), account -> "Its account is known.");
                        })
                .map(account -> new Response(account.value()));
    }

    /** What AWS answers for a key that tells no account is not known. */
    private AccountId account(String id) throws StsException {
        return directory
                .get()
                .keyOwner(id)
                .map(owner -> owner.holder().account())
                .or(() -> Optional.of(id).filter(KEY.asMatchPredicate()).flatMap(UniqueIds::accountOf))
                .orElseThrow(() -> new StsException(StsErrorCode.VALIDATION_ERROR, id + " is invalid"));
    }
}
