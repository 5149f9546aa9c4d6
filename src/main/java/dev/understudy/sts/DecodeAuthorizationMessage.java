package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.credentials.AuthorizationMessages;
import dev.understudy.iam.Directory;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens an encoded authorization message, for a caller that may know why somebody was denied something. */
public final class DecodeAuthorizationMessage implements SignedAction<DecodeAuthorizationMessage.Response> {
    private static final String ACTION = "sts:DecodeAuthorizationMessage";

    private final Supplier<Directory> directory;
    private final AuthorizationMessages messages;

    public DecodeAuthorizationMessage(Supplier<Directory> directory, AuthorizationMessages messages) {
        this.directory = directory;
        this.messages = messages;
    }

    /** The message's text, which is JSON. */
    public record Response(String decodedMessage) {}

    @Override
    public StsResult<Response> call(Caller caller, Members members, RequestFacts facts) throws StsException {
        Constraints constraints = new Constraints();
        String message = constraints.required(
                "encodedMessage", members.string("EncodedMessage"), TextConstraint.ENCODED_MESSAGE);
        constraints.throwIfViolated();
        return Checks.result(new Trace.Recorder(), text -> "The message could be opened.", trace -> {
                    CallerRules.requireLeave(caller, ACTION, directory.get(), facts, trace);
                    return trace.check(
                            "message",
                            () -> open(message, caller.account()),
                            text -> "It was sealed for the caller's account.");
                })
                .map(Response::new);
    }

    /** Whether AWS opens messages about other accounts, and how it words the refusal, is not known. */
    private String open(String message, AccountId account) throws StsException {
        Optional<String> text = messages.decode(account, message);
        return text.orElseThrow(() -> new StsException(
                new StsFault(
                        StsErrorCode.INVALID_AUTHORIZATION_MESSAGE_EXCEPTION,
                        "The specified authorization message is invalid"),
                "The message was altered, cut short, sealed with another sealing key, or is about another account than the"
                        + " caller's."));
    }
}
